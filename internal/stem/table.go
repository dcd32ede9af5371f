package stem

import (
	"fmt"
	"regexp"
	"strings"
)

// The steps are the same in the theme's search.js. A line has endings, of which a longer one comes first, separated by
// commas; an ending is followed by its rules, or has those of the next. A rule is what stands before the ending and on
// what conditions, "=", what comes instead, and "~" where the vowel before is lengthened then:
//
//	hed]1=heid   "hed" stands before, and is replaced with the ending
//	nd=          "nd" stands before, and stays
//	^in=n        nothing stands before "in"
//	t1!          no rule after this one counts when it holds
//
// The conditions are of what stands before that: 1 and 2 say that the first and the second region do not begin in it, C
// that it ends in a consonant, V in a vowel, X in a vowel and another letter.
var (
	plurals     = parse("nde =nd,ies 1=ie,aus 1V=au,es ar1C=~ er1C= 1C=e,en hed]1=heid nd= d]1C= iV= jV= 1C=~,s t1! 1C=")
	diminutives = parse("lijke 1=lijk,ische 1=isch,ieve 1C=ief,ene 1C=en~," +
		"je et]1C= rnt]=rn t]1X= ink]=ing mp]=m 1C=,ge 1=g,de 1C=,te 1=t,se 1=s,re 1=r,le 1=l~")
	nouns = parse("iteit 1=~,atie 1=eer,heid,ster,sel 1=,rder =r,arij 1C=aar,isme,erij,ing ild=er 1=~,fie 2=f~," +
		"gie 2=g~,tst 1C=t,dst 1C=d")
	adjectives = parse("achtiger,achtigst,achtig 1=,ioneel 1=ie,lijker,lijkst 1=lijk," +
		"atief 1=eer,baar 1=,naar 1V=n,laar 1V=l,raar 1V=r,tant 1=teer,eriger,erigst,erig,end 1C=~")
	moreAdjectives = parse("iger,igst,ig ^inn! 1C=~")
	participles    = parse("d n1! ^in=n 1C=,t h1! ^en! 1C=")
	clusters       = parse("kt =k,ft =f,pt =p")
)

// step is a list of endings, of which a longer one comes first.
type step []ending

type ending struct {
	text  string
	rules []rule
}

type rule struct {
	before                           string
	whole, takesBefore               bool // nothing stands before that; it is replaced too
	inR1, inR2                       bool
	consonant, vowel, vowelAndLetter bool
	stop, lengthen                   bool
	to                               string
}

var ruleForm = regexp.MustCompile(`^(\^?)([a-z]*)(\]?)([12CVX]*)([=!])([a-z]*)(~?)$`)

// parse reads the notation of steps.
func parse(text string) step {
	var s step
	for line := range strings.SplitSeq(text, ",") {
		fields := strings.Fields(line)
		e := ending{text: fields[0]}
		for _, field := range fields[1:] {
			m := ruleForm.FindStringSubmatch(field)
			if m == nil {
				panic(fmt.Sprintf("rule %q", field))
			}
			is := func(condition string) bool { return strings.Contains(m[4], condition) }
			e.rules = append(e.rules, rule{
				before: m[2], whole: m[1] != "", takesBefore: m[3] != "", inR1: is("1"), inR2: is("2"),
				consonant: is("C"), vowel: is("V"), vowelAndLetter: is("X"), stop: m[5] == "!", to: m[6], lengthen: m[7] != "",
			})
		}
		s = append(s, e)
	}
	for i := len(s) - 2; i >= 0; i-- {
		if s[i].rules == nil {
			s[i].rules = s[i+1].rules
		}
	}
	return s
}
