package related

import "slices"

// storyTries bounds how many articles of one week with a word in their titles are compared with another.
const storyTries = 1000

// Stories gives for each of site.Articles the oldest that tells the same story, as an index of site.Articles: one of
// the same source, or of the week before with nearly the same title. That is itself where there is none.
func (ix *Index) Stories() []int32 {
	articles := ix.site.Articles
	oldest := make([]int32, len(articles))
	bySource := map[string]int32{}
	byWord := map[uint64][]int32{} // of titles of articles that are the oldest of their story
	shared := make([]int32, len(articles))
	var touched []int32
	for i, a := range slices.Backward(articles) {
		self := int32(i)
		oldest[i] = self
		source := a.Bron.URL
		if first, known := bySource[source]; known && source != "" {
			oldest[i] = first
			continue
		}
		bySource[source] = self
		if a.Date.IsZero() {
			continue
		}
		words := ix.title(self)
		for _, word := range words {
			list := byWord[word]
			for _, other := range slices.Backward(list[max(len(list)-storyTries, 0):]) {
				if a.Date.Sub(articles[other].Date) > followWithin {
					break
				}
				if shared[other] == 0 {
					touched = append(touched, other)
				}
				shared[other]++
			}
		}
		most := titleAlike
		for _, other := range touched {
			n := float64(shared[other])
			shared[other] = 0
			if share := n / (float64(len(words)+len(ix.title(other))) - n); share > most || share == most && oldest[i] == self {
				most, oldest[i] = share, other
			}
		}
		touched = touched[:0]
		if oldest[i] == self {
			for _, word := range words {
				byWord[word] = append(byWord[word], self)
			}
		}
	}
	return oldest
}
