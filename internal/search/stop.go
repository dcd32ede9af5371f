package search

import "strings"

// stopWords are words of a language that say nothing of what a text is about.
var stopWords = map[string][]string{
	"nl": strings.Fields(`aan al als bij daar dan dat de deze die dit doe door dus een en er ge geen had heb hebben heeft
		hem het hier hij hoe hun ik in is je jij jou jouw kan maar me men met mij mijn na naar niet nog nu of om omdat ons
		onze ook op over te tot u uit van veel voor want waren was wat we wel werd wie wij wil word worden wordt ze zelf zich
		zij zijn zo zou zonder`),
	"en": strings.Fields(`a about all also am an and any are as at be been but by can did do does for from had has have he
		her him his how i if in into is it its me my no not of on or our she so than that the their them then there these
		they this to us was we were what when which who will with would you your`),
}
