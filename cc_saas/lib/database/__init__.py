"""django-tenants' PostgreSQL backend with the query guard and a pool that notices a dead server."""
