import json
from uuid import uuid4

from django.db import migrations

# A situation table had these four columns, the first two of which every row fills in.
COLUMNS = [
    {"key": key, "name": "", "is_required": key in ("use", "goal")} for key in ("use", "goal", "support", "administration")
]


def make_parts(apps, schema_editor):
    """What a kind listed as kinds of blocks become its parts; versions keep them, and blocks say where they belong.

    The cards that the products rest on are those that were laid before their authors. Of each space by itself: on
    PostgreSQL the wall between them stands for the owner too.
    """
    spaces = apps.get_model("tenancy", "Space").objects.using(schema_editor.connection.alias)
    with schema_editor.connection.cursor() as cursor:
        for space in spaces.values_list("pk", flat=True):
            if schema_editor.connection.vendor == "postgresql":
                cursor.execute("SELECT set_config('pejl.space', %s, true)", [str(space)])
            _make_in(cursor, _key(schema_editor, space))


def _make_in(cursor, space):
    cursor.execute("SELECT id, blocks FROM guidance_kind WHERE space_id = %s", [space])
    for kind, blocks in cursor.fetchall():
        parts = json.dumps([_part(one) for one in (json.loads(blocks) if isinstance(blocks, str) else blocks)])
        cursor.execute("UPDATE guidance_kind SET parts = %s WHERE id = %s", [parts, kind])
        cursor.execute(
            "UPDATE guidance_version SET parts = %s WHERE product_id IN (SELECT id FROM guidance_product WHERE kind_id = %s)",
            [parts, kind],
        )
    cursor.execute("UPDATE guidance_block SET part = kind WHERE space_id = %s", [space])
    cursor.execute(
        """SELECT v.product_id, e.card_kind, e.card_id, e.quote, e.meeting_kind, e.meeting_id, e.meeting_title, e."group", e.at
           FROM guidance_evidence e JOIN guidance_block b ON b.id = e.block_id JOIN guidance_version v ON v.id = b.version_id
           WHERE e.space_id = %s ORDER BY e.at, e.id""",
        [space],
    )
    brought = {(row[0], row[2]): row for row in reversed(cursor.fetchall())}
    for row in brought.values():
        cursor.execute(
            """INSERT INTO guidance_broughtcard (id, space_id, product_id, card_kind, card_id, card_title, quote,
                 meeting_kind, meeting_id, meeting_title, "group", alike, alike_name, at)
               VALUES (%s, %s, %s, %s, %s, '', %s, %s, %s, %s, %s, NULL, '', %s)""",
            [_new_like(space), space, *row],
        )


def _part(kind):
    return {"key": kind, "kind": kind, "is_needed": kind == "mark", "columns": COLUMNS if kind == "situation" else []}


def _key(schema_editor, space):
    return space if schema_editor.connection.vendor == "postgresql" else space.hex


def _new_like(space):
    """A new id as this database writes them."""
    return uuid4().hex if isinstance(space, str) else uuid4()


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0002_products'),
    ]

    operations = [
        migrations.RunPython(make_parts, migrations.RunPython.noop),
    ]
