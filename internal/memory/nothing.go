//go:build !linux || race

package memory

// LargePages is for Linux: elsewhere a program can't ask, and the race detector keeps books of all memory.
func LargePages(int) {}
