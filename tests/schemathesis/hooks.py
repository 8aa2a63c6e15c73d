"""What Schemathesis can't know of the API: how to sign in, and which rules no schema can state."""

import os

import requests
import schemathesis

# Of errors whose cause is another record.
BEYOND_SCHEMAS = {"taken", "too_many", "last_administrator", "own_account"}


@schemathesis.auth()
class AllScopes:
    """A key with every scope, made once: with Basic credentials each request would take the time of a hash."""

    def get(self, case, context):
        api = os.environ["NODEUM_TEST_API"]
        credentials = {"username": "admin", "password": os.environ["NODEUM_ADMIN_PASSWORD"]}
        session = requests.post(f"{api}/users/sign_in", json={"user": credentials}, timeout=10)
        session.raise_for_status()
        document = requests.get(f"{api}/openapi.json", timeout=10).json()
        pairs = document["components"]["schemas"]["known_api_key_scope"]["oneOf"]
        scopes = [
            {"controller": pair["properties"]["controller"]["const"], "action": action}
            for pair in pairs
            for action in pair["properties"]["action"]["enum"]
        ]
        key = requests.post(
            f"{api}/users/me/api_keys",
            json={"name": "Schemathesis", "api_key_scopes": scopes},
            headers={"Authorization": session.headers["Authorization"]},
            timeout=10,
        )
        key.raise_for_status()
        return key.json()["key"]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.check
def fits_the_rules(context, response, case):
    """What fits the schema is taken, unless another record stands in the way."""
    if response.status_code not in (400, 413, 415, 422) or not is_positive(case):
        return
    details = response.json().get("details", {})
    codes = {error["error"] for errors in details.values() for error in errors}
    if not codes or codes - BEYOND_SCHEMAS:
        raise AssertionError(f"What fits the schema was refused: {response.text}")


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """CONTRACT.md decides that a user may have no email; the published reference doesn't say."""
    if raw_schema["openapi"].startswith("3.0"):
        raw_schema["components"]["schemas"]["user"]["properties"]["email"]["nullable"] = True
