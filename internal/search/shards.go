package search

import (
	"hash/fnv"
	"sort"
	"unicode/utf8"
)

// divide gives the position in stems, which are in order, where each of so many shards begins. Shards have about the
// same size, but a small change of sizes seldom moves a beginning: the stems are halved again and again, each time
// within a window around the middle at the stem that has the least hash. Where there are fewer stems than shards some
// shards are empty, and begin where the next does.
func divide(stems []string, sizes []int, shards int) []int {
	if shards == 0 {
		return nil
	}
	before := make([]int, len(stems)+1) // the size of all before
	for i, size := range sizes {
		before[i+1] = before[i] + size
	}
	begins := make([]int, shards)
	var halve func(from, to, first, count int)
	halve = func(from, to, first, count int) {
		begins[first] = from
		if count == 1 {
			return
		}
		left := count / 2
		total := before[to] - before[from]
		middle := before[from] + total*left/count
		half := total / (4 * min(count, 8))
		low := from + sort.SearchInts(before[from:to], middle-half)
		high := from + sort.SearchInts(before[from:to], middle+half)
		cut := leastHash(stems, max(low, from), high)
		if low >= high { // one stem is larger than the window
			cut = max(min(high, to-1), from)
		}
		halve(from, cut, first, left)
		halve(cut, to, first+left, count-left)
	}
	halve(0, len(stems), 0, shards)
	return begins
}

// leastHash is the position from low, and before high, of the stem whose hash is the least.
func leastHash(stems []string, low, high int) int {
	best, least := low, ^uint64(0)
	for i := low; i < high; i++ {
		h := fnv.New64a()
		h.Write([]byte(stems[i]))
		if sum := mix(h.Sum64()); sum < least {
			best, least = i, sum
		}
	}
	return best
}

// mix makes all bits of a hash as random as the last (as SplitMix64 ends): the first ones of FNV follow the first
// letters.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// beginnings are the shortest beginnings that tell each shard's first stem from the last before it.
func beginnings(stems []string, begins []int) []string {
	list := make([]string, len(begins))
	for i, at := range begins {
		if at == 0 || at >= len(stems) {
			continue
		}
		stem, before := stems[at], stems[at-1]
		n := 0
		for n < len(stem) && stem[:n] <= before {
			_, size := utf8.DecodeRuneInString(stem[n:])
			n += size
		}
		list[i] = stem[:n]
	}
	return list
}
