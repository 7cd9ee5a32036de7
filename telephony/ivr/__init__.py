"""Menus that a company draws itself: what a caller hears and may choose before anybody is asked.

Schema: the company's. `engine`, `document`, `validation`, `diff` and `layout` are pure; what is published never changes.
May know: the company's words (knowledge), its queues' codes. Must not know: live calls, the carrier.
Verbs: save_draft, publish, restore, cancel; selectors.live_version; engine.begin, engine.step.
"""
