package twins

import (
	"slices"
	"unicode/utf8"

	"drukpers/internal/prose"
)

// Set are hashes in order, each once.
type Set []uint64

// Words is the set of the words of a text that have so many letters or more.
func Words(text string, least int) Set { return setOf(hashes(text, least)) }

// Overlap is the part of two sets that both have (Jaccard index).
func Overlap(a, b Set) float64 {
	both, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// setOf sorts hashes in place.
func setOf(hashes []uint64) Set {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// sample takes the hashes that end the same, which are the same in every text.
func (s Set) sample() Set {
	var sample Set
	for _, h := range s {
		if h%sampled == 0 {
			sample = append(sample, h)
		}
	}
	return sample
}

// hashes are those of the words of a text that have so many letters or more, in its order.
func hashes(text string, least int) []uint64 {
	var all []uint64
	prose.Words(text, func(word string, _ int) {
		if utf8.RuneCountInString(word) >= least {
			all = append(all, hashOf(word))
		}
	})
	return all
}

// hashOf is FNV-1a, the same in every run.
func hashOf(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h
}

// mix joins two hashes so that their order counts, with all bits as random as the last (as SplitMix64 ends).
func mix(a, b uint64) uint64 {
	h := a*0x9e3779b97f4a7c15 + b
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
