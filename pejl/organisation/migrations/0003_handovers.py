import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_people_and_their_duties'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('duty', models.CharField(choices=[('agreement', 'Agreement'), ('product', 'Makes the product'), ('unclear_point', 'Finds out'), ('responsibility', 'Answers for'), ('approval', 'Is asked to approve'), ('approver_wanted', 'Finds somebody else to approve'), ('meeting', 'Leads the meeting'), ('presentation', 'Presents')], max_length=20)),
                ('thing_kind', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('thing_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('thing_title', pejl.foundation.privacy.fields.Line(blank=True, default='', editable=False, max_length=300)),
                ('at', models.DateTimeField()),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['thing_id'], name='handover_by_thing')],
            },
        ),
    ]
