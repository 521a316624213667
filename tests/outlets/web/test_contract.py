"""The OpenAPI schema holds: whatever is asked, every answer is one that the schema names, in the shape that it names."""

from __future__ import annotations

import shutil
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from outlets.web.serving import OWN, serving

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own dependencies warn while they are imported
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 8
"""Questions of each kind, wrong and right ones, so that the whole takes some seconds; with 50 nothing more was found."""


@pytest.fixture(scope="module")
def contract(example, tmp_path_factory):
    """The schema of the example war's app, which each test may change."""
    folder = tmp_path_factory.mktemp("contract")
    with serving(Path(shutil.copy(example, folder / "war.db"))) as served:
        yield schemathesis.openapi.from_asgi("/api/openapi.json", served.app, headers={"host": "localhost"})


ASKED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


# schemathesis itself draws from `random`, which hypothesis seeds all the same.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module:hypothesis.errors.HypothesisDeprecationWarning")
@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
def test_every_answer_is_one_that_the_schema_names(contract, mode):
    asked = 0
    for found in contract.get_all_operations():
        operation = found.ok()

        @ASKED
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            nonlocal asked
            case.call_and_validate(headers={**OWN, "host": "localhost"}, checks=CHECKS)
            asked += 1

        with suppress(Unsatisfiable):  # what takes nothing cannot be asked wrongly
            ask()
    assert asked > 50


def test_the_schema_names_every_question_of_the_app(war):
    paths = war.get("/api/openapi.json")["paths"]
    assert len(paths) >= 18
    for path, operations in paths.items():
        for operation in operations.values():
            assert "422" not in operation["responses"], path
            assert {"400", "401", "404", "421", "503"} <= set(operation["responses"]), path
            assert operation["description"], path
