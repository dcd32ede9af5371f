//go:build !linux

package memory

// LargePages is for Linux: elsewhere a program can't ask.
func LargePages(int) {}
