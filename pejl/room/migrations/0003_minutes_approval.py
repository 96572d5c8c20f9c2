import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0005_held_otherwise'),
        ('room', '0002_rounds_queue_minutes'),
        ('tenancy', '0002_short_passwords'),
    ]

    operations = [
        migrations.CreateModel(
            name='MinutesVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('text', pejl.foundation.privacy.fields.Structured()),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('note', pejl.foundation.privacy.fields.Words(blank=True, max_length=1000)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='MinutesApproval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('is_alone', models.BooleanField(default=False)),
                ('completes', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='room.minutesversion')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='MinutesSending',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('told_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='room.minutesversion')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddConstraint(
            model_name='minutesversion',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='minutes_version_is_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='minutessending',
            constraint=models.UniqueConstraint(fields=('version', 'person'), name='minutes_are_sent_once_to_each'),
        ),
        migrations.AddConstraint(
            model_name='minutesapproval',
            constraint=models.UniqueConstraint(fields=('version', 'by', 'is_alone'), name='minutes_are_approved_once_by_each'),
        ),
        migrations.AddConstraint(
            model_name='minutesapproval',
            constraint=models.UniqueConstraint(condition=models.Q(('completes', True)), fields=('version',), name='minutes_version_is_completed_once'),
        ),
    ]
