// Package otherkeys knows the keys of front matter that are not ours: what other programs and editors call what we
// have, and what they mean by it.
package otherkeys

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// legacy are the keys of the theme the site had before; they mean nothing any more and are no mistake.
var legacy = nameSet("hidemeta ShowBreadCrumbs placeholder comments hideSummary hideFooter disableShare disableHLJS " +
	"ShowReadingTime ShowPostNavLinks ShowWordCount ShowRssButtonInSectionTermList ShowCodeCopyButtons UseHugoToc " +
	"TocOpen editPost type keywords outputs")

// draftWhenFalse and draftWhenTrue are what other programs and editors call a draft: Jekyll, Hugo, Eleventy, Ghost,
// Docusaurus and Obsidian among them.
var (
	draftWhenFalse = nameSet("published publish gepubliceerd publiceren publiceer public openbaar visible zichtbaar " +
		"online live listed")
	draftWhenTrue = nameSet("concept klad isDraft wip unpublished ongepubliceerd hidden hide verborgen verberg " +
		"private privé prive unlisted offline headless eleventyExcludeFromCollections")
	statusKeys  = nameSet("status state post_status visibility zichtbaarheid")
	draftStatus = nameSet("draft concept klad private privé prive pending review in-review wip hidden verborgen " +
		"unlisted unpublished ongepubliceerd trash auto-draft idea idee todo offline")
	publicStatus = nameSet("published publish public gepubliceerd geplaatst live online final definitief klaar done " +
		"visible zichtbaar openbaar active future scheduled gepland")
)

// MeansDraft reports whether a key that is not ours says that the article is a draft, and whether its value is
// understood.
func MeansDraft(key string, value *frontmatter.Node) (draft, understood bool) {
	key = looseName(key)
	if b, ok := value.Bool(); ok {
		return !b && draftWhenFalse[key] || b && draftWhenTrue[key], draftWhenFalse[key] || draftWhenTrue[key]
	}
	if statusKeys[key] {
		status := looseName(value.Text)
		return draftStatus[status], draftStatus[status] || publicStatus[status]
	}
	return false, false
}

// Public is the opposite of a value that says that the article is a draft, see MeansDraft: true, false, or the status
// of an article that is on the site.
func Public(key string, value *frontmatter.Node) string {
	if _, isBool := value.Bool(); !isBool {
		return "published"
	}
	return strconv.FormatBool(draftWhenFalse[looseName(key)])
}

// SaysNothing reports whether nothing is lost with a key of a head.
func SaysNothing(key string, value *frontmatter.Node) bool {
	on, isBool := value.Bool()
	return legacy[looseName(key)] || value.Empty() || isBool && !on && theirWays[looseName(key)] != "" // noindex: false
}

// otherNames are what our keys are called elsewhere: by Hugo and its themes, Jekyll, Eleventy, Zola, Astro, Gatsby,
// Decap, Ghost and exports of WordPress, and in Dutch.
var otherNames = []struct{ ours, theirs string }{
	{"title", "titel kop headline post_title naam"},
	{"subtitle", "subtitel onderkop subkop subheading subhead sub_title tagline"},
	{
		"date", "datum pubDate pubDatetime published published_at published_date date_published published_on created " +
			"created_at created_on created_date creation_date date_created post_date publicatiedatum aangemaakt geplaatst",
	},
	{"publishDate", "publish publish_at publish_on go_live embargo verschijnt verschijningsdatum"},
	{
		"expiryDate", "expires expiry expires_at expire_date expiration expiration_date unpublish_date unpublish_at " +
			"verloopt verloopdatum vervaldatum einddatum",
	},
	{
		"lastmod", "updated updated_at updated_on update_date updated_date date_updated modified modified_at " +
			"modified_date mod_datetime date_modified last_modified last_modified_at last_modified_date last_updated " +
			"last_update last_edited last_edited_date revised post_modified bijgewerkt gewijzigd aangepast wijzigingsdatum",
	},
	{"draft", "concept klad is_draft wip"},
	{"summary", "samenvatting excerpt intro inleiding introduction introductie introtekst lead lede teaser abstract " +
		"synopsis blurb tldr snippet post_excerpt"},
	{"description", "beschrijving omschrijving desc meta_description seo_description metabeschrijving"},
	{"slug", "post_name basename"},
	{"url", "permalink path uri route adres pad"},
	{
		"aliases", "alias redirect_from redirects redirect old_url old_urls oud_adres oude_adressen oude_url oude_urls " +
			"doorverwijzingen",
	},
	{"tags", "tag label labels trefwoord trefwoorden keyword topic topics onderwerp onderwerpen thema themas post_tag"},
	{"categorieen", "category categorie rubriek rubrieken post_category"},
	{
		"cover", "image images img afbeelding afbeeldingen plaatje plaatjes foto beeld omslag picture photo " +
			"featured_image feature_image image_url cover_image hero hero_image banner banner_image header_image " +
			"teaser_image lead_image card_image main_image og_image social_image share_image preview_image thumbnail " +
			"thumb thumbnail_image thumbnail_url uitgelichte_afbeelding hoofdafbeelding headerfoto",
	},
	{"bron", "source sources bronnen via source_link external_url bronvermelding"},
	{"source_name", "bronnaam naam_bron"},
	{"source_url", "bron_url bronlink"},
	{
		"author", "auteur auteurs schrijver schrijvers writer writers byline redacteur creator post_author author_name " +
			"door by",
	},
	{"weight", "order volgorde gewicht position positie nav_order menu_order sidebar_position sort_order sort"},
	{"layout", "template sjabloon page_template"},
	{"toc", "inhoudsopgave table_of_contents show_toc"},
	{"sponsored", "advertorial advertentie sponsor is_sponsored paid betaald"},
	{"ai", "ai_generated generated_by_ai"},
	// Keys of groups.
	{"image", "src path url file bestand afbeelding plaatje foto"},
	{"alt", "alt_text alttekst omschrijving beschrijving description"},
	{"caption", "onderschrift bijschrift title titel credit"},
	{"name", "title titel text tekst label"},
	{"url", "link href"},
}

// otherWays are keys for which we have no name of the same meaning, with what to do instead.
var otherWays = []struct{ theirs, hint string }{
	{
		"taxonomies taxonomieën",
		"Zet “tags” en “categorieen” los in de kop, en niet onder deze sleutel.",
	},
	{"extra", "Zet wat drukpers kent los in de kop, en eigen gegevens onder params."},
	{"image_alt cover_alt hero_alt thumbnail_alt featured_image_alt alt alt_text", "Zet dit als “alt” onder “cover”."},
	{
		"image_caption cover_caption image_credit caption onderschrift bijschrift featured_image_caption",
		"Zet dit als “caption” onder “cover”.",
	},
	{"section sectie", "De sectie van een artikel is de map waarin het staat."},
	{
		"noindex no_index robots robotsNoIndex searchHidden exclude_from_search",
		"Wat op de site staat, is ook te vinden. Met “draft: true” komt het artikel er niet op.",
	},
	{"link href", "Komt het nieuws hiervandaan, noem dat dan als “bron”."},
	{"canonicalURL canonical canonical_url", "Komt het artikel van elders, noem dat dan als “bron”."},
	{"status state post_status visibility zichtbaarheid", "Met “draft: true” komt het artikel niet op de site."},
}

var theirWays = func() map[string]string {
	hints := map[string]string{}
	for _, way := range otherWays {
		for name := range nameSet(way.theirs) {
			hints[name] = way.hint
		}
	}
	return hints
}()

var theirNames = func() map[string][]string {
	ours := map[string][]string{}
	for _, row := range otherNames {
		for name := range nameSet(row.theirs) {
			ours[name] = append(ours[name], row.ours)
		}
	}
	return ours
}()

// Warn tells of item i of a mapping, of which only the keys known are read; ofHead says whether it is the head itself.
func Warn(d *frontmatter.Decoder, mapping *frontmatter.Node, i int, known []string, ofHead bool) {
	key := mapping.Keys[i]
	hint := theirWays[looseName(key.Text)]
	if !ofHead || hint == "" {
		hint = ourName(mapping, key, known)
	}
	d.WarnOnce("onbekende-sleutel", frontmatter.FoldKey(key.Text)+" → "+hint, key.Pos,
		fmt.Sprintf("de sleutel “%s” ken ik niet", key.Text), hint)
}

// ourName says which of the known keys an unknown key of a mapping is: by a name that it has elsewhere, else by its
// spelling.
func ourName(mapping, key *frontmatter.Node, known []string) string {
	loose := looseName(key.Text)
	for _, k := range known {
		switch {
		case looseName(k) != loose && !slices.Contains(theirNames[loose], k):
		case mapping.Find(k) != nil:
			return fmt.Sprintf("Heet hier “%s”, en dat staat er al: haal er een weg.", k)
		default:
			return fmt.Sprintf("Heet hier “%s”.", k)
		}
	}
	return cmp.Or(report.Suggest(key.Text, known), "Zet eigen gegevens onder params, of haal de sleutel weg.")
}

var loosely = strings.NewReplacer("-", "", "_", "", " ", "")

// looseName makes names equal that differ in case, hyphens, underscores and spaces only.
func looseName(name string) string {
	return loosely.Replace(frontmatter.FoldKey(strings.TrimSpace(name)))
}

// nameSet has names, separated by spaces, as looseName gives them.
func nameSet(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[looseName(name)] = true
	}
	return set
}
