"""How dates are written, where Django's own way is not how the rest of the pages write them (FORMAT_MODULE_PATH)."""
