"""The scheduled tasks, which Celery beat enqueues: intervals in seconds, or times of day."""

from celery.schedules import crontab

SCHEDULE = {
    "delete-old-sign-ins": {"task": "accounts.tasks.delete_old_sign_ins", "schedule": 3600.0},
    "send-notifications": {
        "task": "accounts.notifications.tasks.send_emails",
        "schedule": 20.0,
        "options": {"expires": 19},
    },
    "send-messages-to-participants": {
        "task": "participants.contact.tasks.send_messages",
        "schedule": 20.0,
        "options": {"expires": 19},
    },
    "send-digests": {
        "task": "accounts.notifications.tasks.send_digests",
        "schedule": crontab(hour=7, minute=0),  # what a missed run leaves is sent the next working day
    },
    "delete-old-notifications": {
        "task": "accounts.notifications.tasks.delete_old",
        "schedule": crontab(hour=3, minute=30),
    },
    "sweep-jobs": {"task": "esfportal.jobs.tasks.sweep", "schedule": 10.0, "options": {"expires": 9}},
    "release-late": {
        "task": "reporting.reports.tasks.release_late",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "extend-hash-chain": {
        "task": "accounts.tasks.extend_hash_chain",
        "schedule": 60.0,
        "options": {"expires": 59},
    },
    "log-chain-anchor": {"task": "accounts.tasks.log_chain_anchor", "schedule": crontab(hour=3, minute=0)},
    "draw-log-samples": {
        "task": "participants.privacy.tasks.draw_log_samples",
        "schedule": 3600.0,  # draws what is missing, so a run may be missed
    },
    "review-teams": {"task": "projects.team.tasks.review_teams", "schedule": crontab(hour=6, minute=0)},
    "publish-results": {
        "task": "reporting.published.tasks.publish_results",
        "schedule": 3600.0,  # publishes what is missing, so a run may be missed
    },
    "remind-of-due-reports": {
        "task": "reporting.reports.tasks.remind_of_due_reports",
        "schedule": crontab(hour=6, minute=30),  # sends what is missing, so a run may be missed
    },
    "remind-of-monthly-files": {
        "task": "reporting.statistics.tasks.remind_of_months",
        "schedule": crontab(hour=6, minute=15),  # sends what is missing, so a run may be missed
    },
    "remove-orphaned-files": {
        "task": "reporting.reports.tasks.remove_orphaned_files",
        "schedule": crontab(hour=4, minute=0),  # a run may be missed
    },
    "destroy-due-proof": {
        "task": "participants.privacy.tasks.destroy_due_proof",
        "schedule": crontab(hour=4, minute=30),  # what a missed run leaves goes the next night
    },
    "remove-old-contact-details": {
        "task": "participants.contact.tasks.prune_details",
        "schedule": crontab(hour=4, minute=15),  # a run may be missed
    },
    "discard-old-exports": {"task": "participants.register.tasks.discard_old_exports", "schedule": 3600.0},
    "discard-old-group-steps": {
        "task": "participants.certificates.tasks.discard_old_group_steps",
        "schedule": 3600.0,
    },
    "discard-old-registrations": {
        "task": "participants.register.tasks.discard_old_drafts",
        "schedule": 3600.0,
    },
    "send-weekly-mails": {
        "task": "participants.casework.tasks.send_weekly_mails",
        "schedule": crontab(hour=6, minute=45),  # one a week: on Monday, or on the first day that a task runs
    },
    "discard-old-drafts": {"task": "participants.imports.tasks.discard_old_drafts", "schedule": 3600.0},
}
