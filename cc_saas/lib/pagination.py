"""Lists in pages by cursor: {"next", "previous", "results"}. A page stays right while rows are added before it."""

from rest_framework.pagination import CursorPagination


class Cursor(CursorPagination):
    """A view's subclass names the order; the last column of it must be unique."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"


class NewestFirst(Cursor):
    """For what has `started_at` and an id."""

    ordering = ("-started_at", "-id")
