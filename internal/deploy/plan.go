package deploy

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// step is one thing to do at a store.
type step struct {
	name   string
	file   file   // what goes there; no hash when it is deleted
	keep   string // hash of what is there now, to be kept under it first; "" when it need not be
	unsure bool   // what is there may be what goes there: it is kept only when it was not kept yet
	is     change
}

func (s step) deletes() bool { return s.file.Hash == "" }

type change uint8

const (
	isNew change = iota
	isChanged
	isDeleted
	isClean // of what only the program itself knew
)

// plan is what a deploy has to do.
type plan struct {
	phases  [][]step  // one after another; the steps of a phase in any order
	after   *manifest // what the target holds when all is done
	foreign []string  // files that others put there, to be deleted
}

// planOf compares local files with what is online. It is a pure function. The phases are such that a reader who comes
// at any moment meets no dead link: whatever is new comes before whatever has changed, since only a changed page can
// lead to a new one; within these files come before the pages that need them; and deletions are last, when no page
// leads to what goes.
func planOf(files map[string]file, st *state, foreign []string) *plan {
	before := st.manifest
	after := before.clone()
	after.Number, after.Parent, after.Files = before.Number+1, before.Number, maps.Clone(files)
	byPhase := map[int][]step{}
	folders := map[string]bool{}
	for name, f := range files {
		for dir := path.Dir(name); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
		old, online := before.Files[name]
		if was, is := before.Retired[name]; is && !online {
			old, online = was.file, true
		}
		delete(after.Retired, name)
		if online && old.Hash == f.Hash && !st.unsure[name] {
			continue
		}
		s := step{name: name, file: f, is: isNew}
		if online && (old.Hash != unknown || !st.unsure[name]) {
			s.is = isChanged
		}
		if online && old.Hash != unknown && old.Hash != f.Hash {
			s.keep, s.unsure = old.Hash, st.unsure[name]
			after.Kept[old.Hash] = after.Number
		}
		at := phaseOf(name, s.is == isNew)
		byPhase[at] = append(byPhase[at], s)
	}
	remove := func(name string, f file, is change) {
		s := step{name: name, is: is}
		if f.Hash != unknown && is == isDeleted {
			s.keep = f.Hash
			s.unsure = st.unsure[name]
			after.Kept[f.Hash] = after.Number
		}
		at := phaseDelete
		if blocks(name, files, folders) {
			at = phaseClear
		}
		byPhase[at] = append(byPhase[at], s)
	}
	for name, f := range before.Files {
		if _, stays := files[name]; stays {
			continue
		}
		if fingerprinted.MatchString(name) && f.Hash != unknown {
			after.Retired[name] = retired{f, after.Number}
			continue
		}
		remove(name, f, isDeleted)
	}
	for name, r := range before.Retired {
		if _, back := after.Retired[name]; back && after.Number-r.Since >= grace {
			delete(after.Retired, name)
			remove(name, r.file, isClean)
		}
	}
	for _, name := range foreign {
		remove(name, file{Hash: unknown}, isDeleted)
	}
	p := &plan{after: after, foreign: foreign}
	for _, at := range slices.Sorted(maps.Keys(byPhase)) {
		steps := byPhase[at]
		slices.SortFunc(steps, func(a, b step) int { return strings.Compare(a.name, b.name) })
		p.phases = append(p.phases, steps)
	}
	if len(p.phases) == 0 && before.Number > 0 {
		after.Number, after.Parent = before.Number, before.Parent
	}
	after.Build = buildOf(files)
	return p
}

// The phases, in order.
const (
	phaseClear    = iota // what stands where a folder has to be, or a file
	phaseNewFiles        // what pages need
	phaseNewPages
	phaseNewFeeds
	phaseNewIndexes // of all pages
	phaseFiles
	phasePages
	phaseHome
	phaseFeeds
	phaseIndexes
	phaseHost // what a host and crawlers begin with
	phaseDelete
)

// phaseOf is when a file is put, by its name.
func phaseOf(name string, isNew bool) int {
	base := path.Base(name)
	either := func(ifNew, ifChanged int) int {
		if isNew {
			return ifNew
		}
		return ifChanged
	}
	switch {
	case slices.Contains([]string{"_redirects", "_headers", "robots.txt", "sitemap.xml"}, name):
		return phaseHost
	case name == "index.html":
		return phaseHome
	case strings.HasPrefix(base, "sitemap") && path.Ext(base) == ".xml", base == "index.json":
		return either(phaseNewIndexes, phaseIndexes)
	case path.Ext(base) == ".xml" || base == "feed.json":
		return either(phaseNewFeeds, phaseFeeds)
	case path.Ext(base) == ".html" || path.Ext(base) == ".htm":
		return either(phaseNewPages, phasePages)
	}
	return either(phaseNewFiles, phaseFiles)
}

// blocks reports whether a file stands where the site has a folder, or in a folder where it has a file.
func blocks(name string, files map[string]file, folders map[string]bool) bool {
	if folders[name] {
		return true
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if _, is := files[dir]; is {
			return true
		}
	}
	return false
}

// steps are all of the plan.
func (p *plan) steps() []step { return slices.Concat(p.phases...) }

// expire takes from the manifest what is kept for no longer, and names it.
func (p *plan) expire() (names []string) {
	for hash, n := range p.after.Kept {
		if p.after.Number-n >= grace {
			delete(p.after.Kept, hash)
			names = append(names, keptName(hash))
		}
	}
	if old := p.after.Number - grace - 1; old > 0 {
		names = append(names, deployName(old))
	}
	slices.Sort(names)
	return names
}
