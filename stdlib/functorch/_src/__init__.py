"""The parts of functorch, a module for each kind of transform."""
