import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0001_initial'),
        ('tenancy', '0002_short_passwords'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaEdit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('added', 'added'), ('changed', 'changed'), ('moved', 'moved'), ('removed', 'taken out')], max_length=10)),
                ('label', pejl.foundation.privacy.fields.Line(max_length=160)),
                ('before', pejl.foundation.privacy.fields.Structured(null=True)),
                ('after', pejl.foundation.privacy.fields.Structured(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.RemoveConstraint(
            model_name='itempart',
            name='item_part_is_held_once',
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='cases',
            field=pejl.foundation.privacy.fields.Words(blank=True, max_length=20000),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='purpose',
            field=pejl.foundation.privacy.fields.Words(blank=True, max_length=20000),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='roles',
            field=pejl.foundation.privacy.fields.Structured(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='round_minutes',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='speakers',
            field=pejl.foundation.privacy.fields.Structured(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='itempart',
            name='called',
            field=pejl.foundation.privacy.fields.Line(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='meeting',
            name='capacity',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='ends_by',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='templateitem',
            name='purpose',
            field=pejl.foundation.privacy.fields.Words(blank=True, max_length=20000),
        ),
        migrations.AddField(
            model_name='templateitem',
            name='roles',
            field=pejl.foundation.privacy.fields.Structured(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='templateitem',
            name='speakers',
            field=pejl.foundation.privacy.fields.Structured(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='speaking',
            field=models.CharField(choices=[('all', 'Everybody'), ('in_turn', 'Everybody in turn'), ('presenter', 'The presenter'), ('named', 'Those in certain roles'), ('nobody', 'Silence')], default='all', max_length=20),
        ),
        migrations.AlterField(
            model_name='itempart',
            name='role',
            field=models.CharField(choices=[('presenter', 'Presenter'), ('chair', 'Chair'), ('helicopter', 'Helicopter'), ('member', 'Member'), ('own', 'A role of its own')], max_length=20),
        ),
        migrations.AlterField(
            model_name='templateitem',
            name='speaking',
            field=models.CharField(choices=[('all', 'Everybody'), ('in_turn', 'Everybody in turn'), ('presenter', 'The presenter'), ('named', 'Those in certain roles'), ('nobody', 'Silence')], default='all', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='itempart',
            constraint=models.UniqueConstraint(fields=('item', 'person', 'role', 'called'), name='item_part_is_held_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaedit',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='agenda_edit_is_counted_once'),
        ),
    ]
