"""Qt models over the queries; they read frozen rows and know no widget."""
