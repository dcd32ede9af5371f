package content

// footprint is about the heap that a build of so many articles comes to, in bytes. Measured peaks of the program are 44 MB for
// 500, 203 MB for 7,500 and 1,363 MB for 100,000, whose texts are on the shelf.
func footprint(articles int) int {
	inMemory := min(articles, shelfFrom)
	return 32<<20 + inMemory*22<<10 + (articles-inMemory)*11<<10
}
