"""An uncaught GeneratorExit has a traceback like any other."""
raise GeneratorExit("by hand")
