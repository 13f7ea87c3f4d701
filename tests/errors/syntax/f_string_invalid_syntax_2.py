f"{1 if}"
