from django.db import migrations

COUNT = """
    UPDATE themes_theme SET backers = (
        SELECT COUNT(*) FROM themes_backing
        WHERE theme_id = themes_theme.id AND withdrawn_at IS NULL AND person_id <> themes_theme.proposed_by_id
    )
"""


def count(apps, schema_editor):
    """Of each space by itself: on PostgreSQL the wall between them stands for the owner too."""
    spaces = apps.get_model("tenancy", "Space").objects.using(schema_editor.connection.alias)
    with schema_editor.connection.cursor() as cursor:
        for space in spaces.values_list("pk", flat=True):
            if schema_editor.connection.vendor == "postgresql":
                cursor.execute("SELECT set_config('pejl.space', %s, true)", [str(space)])
            cursor.execute(COUNT)


class Migration(migrations.Migration):

    dependencies = [
        ('themes', '0004_backers_and_indexes'),
    ]

    operations = [
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
