"""The library: what every floor may use and nothing of the business.

Schema: none. May know: Django, libraries. Must not know: any room.
Verbs: tenancy.in_tenant, push.push_on_commit, tasks.send_on_commit, wake.notify, alerts.raise_alert.
"""
