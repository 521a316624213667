"""The first shape: tables of facts and tables of findings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FINDINGS = ("incidents", "figure_groups", "control", "routes", "agreements", "relations", "actors", "places")


def upgrade() -> None:
    """Make every table in an empty file."""
    _make_reports()
    _make_readings()
    _make_judgements()
    _make_findings()


def downgrade() -> None:
    """Drop every table, those that are pointed at last."""
    for name in (*_FINDINGS, "record_judgements", "record_readings", "derivation", "judgements", "claims"):
        op.drop_table(name)
    for name in ("readings", "unreadable", "sightings", "documents", "raw"):
        op.drop_table(name)


def _text(name: str, *, may_be_empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=may_be_empty)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _received() -> sa.Column[object]:
    return sa.Column("received", sa.DateTime(timezone=True), nullable=False)


def _make_reports() -> None:
    op.create_table(
        "raw",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("zlib", sa.LargeBinary(), nullable=False),
        _received(),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.String(), primary_key=True),
        _text("origin"),
        sa.Column("text", sa.Text(), nullable=False),
        _text("raw"),
        _text("extractor"),
        *(_text(name, may_be_empty=True) for name in ("outlet", "title", "url", "published", "language")),
        *(_json(name) for name in ("dates", "blocks", "residue", "notes")),
        _received(),
    )
    op.create_table(
        "sightings",
        sa.Column("document", sa.String(), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("origin", sa.String(), primary_key=True),
        _received(),
    )
    op.create_table(
        "unreadable",
        sa.Column("id", sa.String(), primary_key=True),
        _text("origin"),
        _text("reason"),
        _text("raw", may_be_empty=True),
        _received(),
    )


def _make_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("document", sa.String(), sa.ForeignKey("documents.id"), nullable=False),
        _text("reader"),
        sa.Column("is_borrowed", sa.Boolean(), nullable=False),
        _text("day", may_be_empty=True),
        _json("payload"),
        _received(),
    )
    op.create_index("ix_readings_document", "readings", ["document"])
    op.create_table(
        "claims",
        sa.Column("reading", sa.String(), sa.ForeignKey("readings.id"), primary_key=True),
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("document", sa.String(), sa.ForeignKey("documents.id"), nullable=False),
        _text("kind"),
        _text("type"),
        *(_text(name, may_be_empty=True) for name in ("place", "first", "last", "said_by")),
        _received(),
    )
    op.create_index("ix_claims_type_place", "claims", ["type", "place"])


def _make_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("row", sa.String(), nullable=False, unique=True),
        *(_text(name) for name in ("id", "left_document", "left_claim", "right_document", "right_claim", "verdict")),
        sa.Column("weight", sa.Float(), nullable=False),
        _text("judge"),
        sa.Column("is_persons", sa.Boolean(), nullable=False),
        _json("payload"),
        _received(),
    )


def _make_findings() -> None:
    op.create_table(
        "derivation",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("facts"),
        _text("version"),
        _json("payload"),
        _received(),
    )
    for table, column, key in (
        ("record_readings", "reading", "readings.id"),
        ("record_judgements", "judgement", "judgements.row"),
    ):
        op.create_table(
            table,
            sa.Column("position", sa.Integer(), primary_key=True),
            sa.Column(column, sa.String(), sa.ForeignKey(key), nullable=False),
        )
    for table in _FINDINGS:
        op.create_table(
            table,
            sa.Column("position", sa.Integer(), primary_key=True),
            _text("id"),
            *(_text(name, may_be_empty=True) for name in ("type", "name", "place", "first", "last", "standing")),
            _json("payload"),
        )
