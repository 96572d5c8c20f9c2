import django.db.models.deletion
import pejl.foundation.privacy.fields
import pejl.foundation.search.fields
import pejl.foundation.tenancy.scopes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_people_and_their_duties'),
        ('tenancy', '0001_initial'),
        ('themes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Backing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('need', 'I need this too'), ('question', 'My question'), ('example', 'My example')], default='need', max_length=20)),
                ('words', pejl.foundation.privacy.fields.Words(blank=True, max_length=20000)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='backings', to='themes.theme')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', pejl.foundation.privacy.fields.Line(max_length=160)),
                ('title_search', pejl.foundation.search.fields.SearchKey(of='title')),
                ('title_sort', pejl.foundation.search.fields.SortKey(of='title')),
                ('held_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.unit')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.workinggroup')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='themes.theme')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Weight',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('practice', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('strategy', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('urgency', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.workinggroup')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.person')),
                ('space', models.ForeignKey(default=pejl.foundation.tenancy.scopes.current_space, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.space')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='themes.theme')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddField(
            model_name='theme',
            name='origin',
            field=models.CharField(choices=[('colleague', 'A colleague'), ('management', 'The management'), ('collected', 'A department meeting')], default='colleague', max_length=20),
        ),
        migrations.AlterField(
            model_name='decision',
            name='outcome',
            field=models.CharField(choices=[('next', 'Next'), ('later', 'Later'), ('merge', 'Merge'), ('decline', 'Decline'), ('reopen', 'Back on the table')], max_length=20),
        ),
        migrations.AlterField(
            model_name='step',
            name='kind',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('decided', 'Decided'), ('joined', 'Another theme joined this one'), ('withdrawn', 'Withdrawn'), ('resumed', 'Proposed again'), ('meeting_planned', 'Learning meeting planned'), ('invited', 'Invitations sent'), ('meeting_held', 'Learning meeting held'), ('meeting_cancelled', 'Learning meeting cancelled'), ('product_started', 'Guidance begun'), ('product_published', 'Guidance published')], max_length=30),
        ),
        migrations.AlterField(
            model_name='theme',
            name='state',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('next', 'Next'), ('later', 'Later'), ('merged', 'Merged'), ('declined', 'Declined'), ('planned', 'Meeting planned'), ('held', 'Meeting held'), ('answered', 'Answered'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=20),
        ),
        migrations.AddField(
            model_name='theme',
            name='collected_at',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='themes.collection'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('collected_at__isnull', False), ('origin', 'collected')), models.Q(models.Q(('origin', 'collected'), _negated=True), ('collected_at', None)), _connector='OR'), name='collected_theme_names_its_meeting'),
        ),
        migrations.AddConstraint(
            model_name='backing',
            constraint=models.UniqueConstraint(fields=('theme', 'person'), name='theme_is_backed_once_by_a_person'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('group', 'theme'), name='theme_lies_in_one_place_on_a_table'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.UniqueConstraint(fields=('theme', 'group', 'person'), name='theme_is_weighed_once_by_a_member'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.CheckConstraint(condition=models.Q(('practice__isnull', True), ('practice__range', (1, 5)), _connector='OR'), name='practice_is_weighed_from_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.CheckConstraint(condition=models.Q(('strategy__isnull', True), ('strategy__range', (1, 5)), _connector='OR'), name='strategy_is_weighed_from_1_to_5'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.CheckConstraint(condition=models.Q(('urgency__isnull', True), ('urgency__range', (1, 5)), _connector='OR'), name='urgency_is_weighed_from_1_to_5'),
        ),
    ]
