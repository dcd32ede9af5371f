package testsite

import "strings"

// vocabulary has the texts of every slot. A text may have {slots} of its own. Nouns are kept by article and adjectives
// are inflected ("een" only goes with de-words), so that every choice gives a sentence that reads like Dutch.
var vocabulary = map[string][]string{
	"de": words(`aanpak afdeling afspraak assistent begroting berekening beslissing boekhouding campagne chatbot
		controle database dienst doelgroep factuur functie handleiding instelling investering keuze klantenservice
		koppeling leverancier licentie methode module nieuwsbrief offerte omgeving opdracht overeenkomst planning
		presentatie privacyverklaring procedure rapportage redactie richtlijn samenwerking software taak technologie
		test toepassing training update verkoop vertaling voorraad vraag webshop website werkwijze zoekmachine
		arbeidsmarkt creativiteit prijsafspraak gegevensverwerking overheid toezichthouder`),
	"het": words(`abonnement advies antwoord archief beheer beleid bericht bestand budget bureau contract dashboard
		document gebruik gesprek hulpmiddel idee kantoor kanaal klantbestand magazijn model netwerk onderzoek ontwerp
		overzicht platform proces product programma project rapport resultaat risico scherm seizoen systeem team
		tempo toestel verslag verschil vertrouwen voorbeeld voorstel werk werkproces zoekresultaat initiatief
		concurrentievermogen kwaliteitsniveau onderhoud`),
	"mv": words(`foto's risico's ideeën afbeeldingen antwoorden bedragen beelden berichten
		bestanden cijfers documenten e-mails fouten functies gegevens gesprekken instellingen klantvragen kosten
		leveranciers metingen modellen offertes opdrachten productteksten rapporten resultaten sjablonen taken
		teksten tools verslagen vertalingen voorbeelden voorkeuren zoekopdrachten persoonsgegevens contracten
		uitzonderingen rechten wachtwoorden kwaliteitseisen klantgesprekken advertenties nieuwsbrieven webpagina's
		productbeschrijvingen arbeidsvoorwaarden toestemmingen abonnementen handleidingen verkoopcijfers
		standaardantwoorden beeldrechten vacatureteksten onderhoudsplannen zoekresultaten bedrijfsprocessen`),
	"bn": words(`nieuwe slimme kleine grote vaste losse trage snelle bestaande dagelijkse wekelijkse eenvoudige
		betaalbare betrouwbare persoonlijke digitale technische juridische geautomatiseerde handmatige interne externe
		openbare zakelijke tijdelijke financiële tweede volgende huidige belangrijke onverwachte
		zorgvuldige meetbare Nederlandse Europese creatieve complexe gevoelige herkenbare maandelijkse vertrouwde
		gedeelde praktische ingewikkelde zelfstandige overzichtelijke verantwoorde kostbare veelbelovende`),
	"ding": lines(`de {de}
		het {het}
		de {bn} {de}
		het {bn} {het}
		een {bn} {de}
		de {stam}{staart}
		een {bn} {stam}{staart}
		de {stam}{stam}{staart}
		een {bn} {stam}{stam}{staart}
		de {vorm} {stam}{staart}
		elke {bn} {de}`),
	"stam": words(`klant data werk beeld taal zoek markt leer proef stuur kantoor product omzet team cijfer netwerk
		klachten merk prijs mail agenda groei energie winkel recht stem denk reken advies tekst bedrijfs personeels
		kennis kwaliteits opslag verkoop video nieuws praktijk leveranciers`),
	"staart": words(`aanpak analyse stroom koppeling keuze module omgeving ronde lijst kaart laag planning controle
		vraag meting assistent strategie functie regel opdracht kamer groep bank sessie tool index test kant waarde
		plek indeling verwerking`),
	"dingen": lines(`{mv}
		{bn} {mv}
		{bn} {mv}
		de {mv}
		de {bn} {mv}
		de meeste {mv}
		{mv} en {mv}`),
	"wie": lines(`{voornaam} {achternaam}
		{voornaam} {achternaam}
		de ondernemer
		de eigenaar
		een zelfstandige
		een kleine uitgever
		de directie
		een groot adviesbureau
		de leidinggevende
		een winkelier
		de marketeer
		{firma}
		{firma}
		{bron}
		de privacyfunctionaris
		de industriële sector`),
	"wieveel": words(`medewerkers zzp'ers klanten collega's adviseurs winkeliers makers ontwikkelaars uitgevers bureaus
		ondernemers vormgevers gebruikers bezoekers freelancers trainers redacteuren verkopers boekhouders`),
	"doen": words(`gebruiken testen bewaren verbeteren vervangen controleren vergelijken voorbereiden beoordelen beheren
		ordenen samenvatten verwerken bespreken vastleggen plannen meten inrichten aanpassen uitbesteden
		koppelen publiceren herschrijven onderbouwen`),
	"doet": words(`verandert versnelt ondersteunt vervangt verbetert bewaakt verbindt ordent voorspelt verwerkt bepaalt
		controleert vereenvoudigt herkent gebruikt vraagt levert kost`),
	"gedaan": words(`getest vervangen gekoppeld besproken gemeten aangepast verbeterd vertaald vastgelegd beoordeeld
		verzameld gepubliceerd georganiseerd gecontroleerd ingericht bewaard`),
	"bijw": words(`inmiddels voorlopig meestal geleidelijk nauwelijks vooral opvallend onverwacht voortaan waarschijnlijk
		grotendeels stilletjes aantoonbaar eindelijk vrijwel tegelijk wél`),
	"hoe": lines(`zonder extra kosten
		met weinig moeite
		stap voor stap
		in een kwartier
		met hulp van {product}
		volgens dezelfde regels
		zonder technische kennis
		samen met {wieveel}
		op een manier die je kunt uitleggen`),
	"wanneer": lines(`sinds kort
		dit voorjaar
		in het najaar van {jaar}
		binnen een paar weken
		vóór de zomer
		na een proef van enkele dagen
		in het afgelopen kwartaal
		op een gewone maandag
		vlak na de aankondiging van {firma}`),
	"waar": lines(`op de werkvloer
		in de praktijk
		bij een paar bedrijven
		in Utrecht
		in de regio Eindhoven
		aan de balie
		buiten de eigen organisatie
		in Vlaanderen
		op kantoor
		in de administratie
		bij {firma}`),
	"waarde": lines(`{getal} procent
		{duizend} euro
		{komma} miljoen euro
		{duizend} gebruikers
		{komma} procent
		ruim {getal} uur
		{getal} van de {duizend} aanvragen`),
	"begrip": lines(`{stam}{staart}
		{stam}{staart}
		menselijke maat
		de klant eerst
		altijd aan
		tweede lezer
		goed genoeg
		{bn} {mv}`),
	"noem": lines(`'{begrip}'
		'{begrip}'
		*{begrip}*`),
	"thema": words(`AI-beleid zoekgedrag taalmodellen beeldherkenning klantcontact vindbaarheid
		automatisering datakwaliteit
		contentplanning voorraadbeheer privacyregels spraakherkenning kennisdeling e-mailmarketing prijsvorming
		productfotografie thuiswerken kostenbewaking werkdruk energieverbruik merkvertrouwen efficiëntie`),
	"merk": lines("{lettergreep}{naamdeel}{achtervoegsel}\n{lettergreep}{naamdeel}\n{lettergreep}{staart}"),
	"productnaam": lines(`{lettergreep}{naamdeel} {versie}
		{lettergreep}{achtervoegsel}
		{lettergreep}{naamdeel}{naamdeel} {versie}`),
	"lettergreep": words(`Nor Vel Tri Kom Lum Sta Bri Zen Ora Mik Pro Del Fin Gra Hek Jun Kle Mos Nau Pal Rin Sol
		Tem Wil`),
	"naamdeel":      words(`da vi mo ta lex ra no ki be fo mira sto pel gon dra ti ber nax`),
	"achtervoegsel": words(`soft lab data ware bot nova net wijs desk scan flow`),
	"versie":        words(`Pro Studio Mini Max Team Lite Agent Plus`),
	"alt": lines(`A {engels} {object} on a wooden desk, with {achter} in the background.
		Close-up of {achter} and a {engels} {object}.
		Abstract {engels} pattern that looks like a {object} full of {achter}.`),
	"engels":    words(`modern blue bright minimal colorful vintage glowing wireless`),
	"object":    words(`laptop keyboard notebook smartphone robot monitor camera tablet microphone`),
	"achter":    words(`plants cables charts windows lights papers people letters shelves`),
	"fotograaf": lines("{voornaam} {achternaam} via Beeldbank\n{voornaam}  {achternaam} via Beeldbank"),
	"voornaam":  words(`Noor Daan Zoë Bram Fenna Joris Lieke René Sanne Thijs Yara Koen`),
	"achternaam": lines(`{oord}{uitgang}
		{oord}{uitgang}
		van {oord}{uitgang}
		de {oord}er`),
	"oord":    words(`Hoek Berk Meer Dijk Wold Veld Post Bak Brand Lind Kamp Sloot Molen Steen Haar Zand Bolder Vliet`),
	"uitgang": words(`stra ma sma huis man dal hof mans horst berg kamp wijk inga aard`),
	"vorm": lines("{stam}gerichte\n{stam}bepalende\n{stam}overstijgende\n{stam}brede\n" +
		"{stam}vriendelijke\n{stam}gedreven"),
}

// sources are the names of the papers that stories come from.
var sources = strings.Split("Zoekmarkt Journaal|Techblik|De Grens|Rekenkamer Nieuws|Blog|Kiem|Technologie Vandaag|"+
	"Marktech|Handelsblik|Klikwerk|Helder|Rekenaar|Beeldmakers|Open Model|De Werkbank|Winkelkrant|Rijnpost|"+
	"Kantoor Weekblad|Signaal|Studio Noord|Privacywacht|Bouwblok|Datapraat|Nieuwslijn|Maakdag", "|")

// commonTags are the tags that many articles have, the commonest first.
var commonTags = strings.Split("ai|mkb|automatisering|marketing|seo|productiviteit|zoekmachines|contentstrategie|"+
	"ai-strategie|veiligheid|ai-tools|innovatie|ai-agents|ai-beleid|klantenservice|onderzoek|efficiëntie|detailhandel|"+
	"open source|privacy|ai-risico's|creativiteit|wetgeving|b2b marketing|chatbots|data|"+
	"e-commerce|a/b-testen|R&D|Node.js", "|")

// tagStems, tagHeads and tagTails make the other tags.
var tagStems = strings.Split("ai-|data|klant|zoek|beeld|taal|werk|markt|video |social media |"+
	"kennis|merk|cloud|digitale |product|personeels|online |lokale |zorg|onderwijs|bedrijfs|code-|stem|energie|slimme ",
	"|")

var tagHeads = words(`analyse modellen ontwerp aanpak marketing training beheer ethiek kosten beveiliging assistent
	platform generatie vindbaarheid software onderzoek budget vertrouwen regie optimalisatie rapportage planning hardware
	content conversie wetgeving investering start-ups fraude archief integratie experimenten toezicht redactie
	kwaliteit ideeën
	communicatie inkoop logistiek reclame techniek`)

var tagTails = strings.Split("| mkb| 2026| nederland| trends|-tips| voor zzp'ers| in de praktijk|-tools| tegen AI", "|")

// words splits a text at white space.
func words(text string) []string { return strings.Fields(text) }

// lines splits a text at line ends, and drops the indentation.
func lines(text string) []string {
	all := strings.Split(text, "\n")
	for i, line := range all {
		all[i] = strings.TrimLeft(line, "\t")
	}
	return all
}
