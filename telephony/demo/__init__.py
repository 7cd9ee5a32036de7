"""What the first start loads: three companies, their people and a week of calls, all invented.

Schema: none. The content is plain data in content/<slug>/, in each company's language.
May know: every room's services. Must not know: how they keep what they are given.
Verbs: services.load; `manage.py load_demo`.
"""
