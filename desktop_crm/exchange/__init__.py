"""Files in and out: spreadsheets, delimited text, vCard and our own JSON lines.

In:  :func:`source.open_source` -> :func:`mapping.propose` -> :class:`plan.ImportPlan` ->
:func:`importer.run_import`. Out: :func:`exporter.export_rows`.
"""
