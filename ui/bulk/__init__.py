"""Many customers at once: bulk edit, batches and taking them back, editing in the list, the clipboard."""
