package rawhtml

import "strings"

// elements are the names of HTML's elements: the Living Standard's, and the obsolete ones of its section 16.2 that old
// texts hold. Any other name between < and > is a word of the text.
var elements = set(`a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
	blockquote body br button canvas caption center cite code col colgroup command data datalist dd del details dfn dialog
	dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup
	hr html i iframe img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem
	meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup option output p param picture
	plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source spacer span strike
	strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video
	wbr xmp`)

// rawText are the elements in which a browser sees no tags, so that one left open swallows what follows (GFM 6.11).
var rawText = set("title textarea style script xmp iframe noembed noframes plaintext noscript")

// neverHTML are raw-text elements in which a browser hides text from its parser, or that have no end.
var neverHTML = set("noembed noframes plaintext")

// void are the elements without an end (HTML 13.1.2), obsolete ones too.
var void = set(`area base basefont bgsound br col command embed frame hr img input keygen link meta param source track
	wbr`)

// implied are the elements whose end may be left out (HTML 13.1.2.4).
var implied = set("p li dt dd option optgroup rb rt rtc rp tr td th thead tbody tfoot caption colgroup html head body")

// whole are the elements of which nothing is left when the page may not have them: their parts mean nothing alone.
var whole = set("form object applet svg math select datalist frameset audio video canvas map")

// flags are the attributes that have no value (HTML, table of attributes). A tag in which other words stand alone is no
// tag: "a <b en c> d".
var flags = set(`allowfullscreen async autofocus autoplay checked compact controls default defer disabled download
	formnovalidate hidden inert ismap itemscope loop multiple muted nohref nomodule noresize noshade novalidate nowrap open
	playsinline popover readonly required reversed selected alt`)

func set(words string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		all[word] = true
	}
	return all
}
