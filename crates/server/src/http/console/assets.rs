//! Where the console's files come from.

use std::path::PathBuf;

use axum::body::Bytes;

/// The files of the folder that this variable names when the server is compiled.
#[cfg(feature = "embedded-app")]
static EMBEDDED: include_dir::Dir<'_> = include_dir::include_dir!("$NODEUM_ADMIN_APP_DIR");

/// The console's files.
#[derive(Debug, Clone, Default)]
pub enum Assets {
    /// There are none: the server answers the API alone.
    #[default]
    None,
    /// They are in a folder.
    Folder(PathBuf),
    /// They are inside the server's own binary.
    #[cfg(feature = "embedded-app")]
    Embedded,
}

impl Assets {
    /// The files that come with this build: those inside the binary, if it has any.
    #[must_use]
    pub fn built_in() -> Self {
        #[cfg(feature = "embedded-app")]
        return Self::Embedded;
        #[cfg(not(feature = "embedded-app"))]
        Self::None
    }

    /// The content of a file, whose name has passed [`file_name`].
    pub(super) async fn read(&self, name: &str) -> Option<Bytes> {
        match self {
            Self::None => None,
            Self::Folder(folder) => tokio::fs::read(folder.join(name)).await.ok().map(Bytes::from),
            #[cfg(feature = "embedded-app")]
            Self::Embedded => EMBEDDED
                .get_file(name)
                .map(|file| Bytes::from_static(file.contents())),
        }
    }
}

/// The name of the file that a path asks for, below the console's folder and never outside it. Files whose names need
/// escaping in addresses aren't part of a console.
pub(super) fn file_name(path: &str) -> Option<String> {
    let name = path.strip_prefix('/')?;
    let harmless = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    name.split('/').all(harmless).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn no_path_leads_outside() {
        assert_eq!(file_name("/app-1.js").as_deref(), Some("app-1.js"));
        assert_eq!(file_name("/snippets/a/b.js").as_deref(), Some("snippets/a/b.js"));
        for path in [
            "",
            "/",
            "//",
            "//etc/passwd",
            "/../etc/passwd",
            "/a/../b",
            "/.git",
            "/a/",
            "/%2e%2e/x",
            "/a\\b",
            "/C:/x",
            "/a\0",
        ] {
            assert_eq!(file_name(path), None, "{path:?}");
        }
    }
}
