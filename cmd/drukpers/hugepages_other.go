//go:build !linux || race

package main

func useHugePages() {}
