-- Finds texts within usernames and emails by the three-letter pieces that they have in common. The extension comes with PostgreSQL and may
-- be created by whoever owns the database; where it can't be had, searching reads all users.
DO $$
DECLARE
    home text;
BEGIN
    BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
    EXCEPTION WHEN OTHERS THEN
        RAISE WARNING 'pg_trgm can''t be had (%): searching reads all users', SQLERRM;
    END;
    SELECT quote_ident(nspname) INTO home
    FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
    WHERE extname = 'pg_trgm';
    IF home IS NOT NULL THEN
        EXECUTE format(
            'CREATE INDEX users_search ON users USING gin (username_folded %1$s.gin_trgm_ops, email_folded %1$s.gin_trgm_ops)',
            home
        );
    END IF;
END
$$;
