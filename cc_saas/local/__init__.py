"""What runs on one bare machine: embedded PostgreSQL and Valkey, and the supervisor behind `make run`.

Purpose: one command brings the product up, one signal takes it down, and nothing is left behind.
Schema: none; the data live under CC_DATA_DIR.
May know: the standard library, psycopg, redis, and the names of the processes it starts.
Must not know: Django, and any room of the product.
Public: services.start_services, supervisor.main.
"""
