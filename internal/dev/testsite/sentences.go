package testsite

// sentences has the texts that are made of the vocabulary: paragraphs, headings, titles.
var sentences = map[string][]string{
	"uitspraak": lines(`Wij willen eerst weten wat {ding} oplevert
		Zonder {ding} begin ik er niet aan
		Het gaat ons niet om {dingen}, maar om {ding}
		Welke {mv} er echt toe doen, weet hier niemand
		Iedereen praat over {onderwerp}, bijna niemand meet het
		Mijn collega's hebben {dingen} nooit gemist`),
	"begin": lines(`{firma} brengt met {product} {ding} naar {wieveel} die tot nu toe vooral {dingen} met de hand ` +
		`moesten {doen}, en dat {wanneer}.
		{wanneer} laat {wie} zien dat {onderwerp} niet begint bij {dingen}, maar bij {ding} die iedereen {waar} al kent.
		Wie {dingen} wil {doen}, kijkt {bijw} eerst naar {ding}, en dat is precies waar {product} van {firma} op inspeelt.
		Volgens {bron} heeft {firma} {dingen} {gedaan} voor {waarde}, een stap die {waar} {bijw} veel vragen oproept.
		De kern is simpel: {ding} {doet} {dingen}, en {wieveel} merken dat {wanneer} in hun {stam}{staart}.
		Of het nu gaat om {onderwerp} of om {ding}, {wie} zal {dingen} anders moeten {doen} dan een jaar geleden.
		Er verandert iets in {ding}: {firma} heeft {dingen} {hoe} {gedaan}, en {wieveel} kunnen daar {wanneer} mee werken.
		{wieveel} die {dingen} {doen}, krijgen er {wanneer} {ding} bij, want {firma} zet {product} open voor iedereen.`),
	"zin": lines(`{ding} {doet} {dingen} {hoe}, waardoor {wieveel} {wanneer} {bijw} meer tijd overhouden voor {ding}.
		Uit een proef {waar} blijkt dat {wie} {dingen} {hoe} heeft {gedaan}, goed voor {waarde}.
		Dat klinkt als {noem}, maar {ding} laat zien dat {wieveel} {dingen} toch liever zelf {doen}.
		{wie} kiest daarbij voor {ding} en {ding}, terwijl {wieveel} {waar} {bijw} hetzelfde blijven doen.
		{citaat}, zegt {wie} over {ding}.
		{wie} is daar helder over: {citaat}.
		{wie} vat het zo samen: {citaat}.
		Het verschil zit in {ding}, want {dingen} {hoe} {doen} vraagt {waar} al snel een middag werk.
		{bijw} is {ding} belangrijker dan {dingen}, zeker nu {firma} {ding} {wanneer} heeft {gedaan}.
		Er is ook een keerzijde, want {ding} {doet} {dingen} alleen als {wie} {ding} serieus neemt.
		Tegelijk groeit {waar} de vraag naar {onderwerp}, omdat {wieveel} {dingen} {hoe} willen {doen}.
		Een {stam}{staart} is geen luxe: {wieveel} die {dingen} {hoe} {doen}, verliezen anders {ding} aan een {stam}{staart}.
		Met {product} kun je {dingen} {doen} en daarna {ding} {hoe} laten {doen}, mits {ding} klopt.
		De cijfers van {bron} tonen {ding} die {wanneer} {bijw} is {gedaan} en {ding} dat nog moet komen.
		Daar staat tegenover dat {ding} {waar} nog geen {mv} heeft opgeleverd die {wieveel} herkennen.
		Van de {wieveel} die {firma} ondervroeg, wil een derde {dingen} eerst zelf {doen} voordat {ding} verandert.
		Zonder {ding} blijft {onderwerp} een belofte, en juist {dingen} maken {waar} het verschil tussen {ding} en {ding}.
		Wat opvalt is dat {wie} niet kiest voor {ding}, maar voor {dingen} die {wieveel} al {hoe} kunnen {doen}.
		{wanneer} kwamen daar {dingen} bij, die {wie} {hoe} had {gedaan} in plaats van {ding}.
		Voor {wieveel} betekent dit dat {ding} en {ding} dichter bij elkaar komen te liggen dan {wie} had verwacht.
		Onder de motorkap {doet} {product} {dingen}, iets wat {firma} {hoe} had {gedaan} voordat {ding} bestond.
		Neem {wie}: daar {doet} {ding} {wanneer} {dingen}, en niemand {waar} wil nog terug naar {ding}.
		Juridisch ligt het lastiger, want {ding} mag {dingen} pas {doen} als {ding} {bijw} is {gedaan}.
		Omdat {ding} {dingen} {doet}, ontstaat er ruimte voor {ding}, voor {dingen} en voor {ding}.
		Toch is {ding} niet genoeg.
		Dat scheelt {waarde} per jaar.
		Hoe {wieveel} {dingen} straks {doen}, is nog niet duidelijk.
		Is {ding} dan overbodig?`),
	"voorwie": lines(`**Werk je met {mv}?**
		**Voor {wieveel} met {mv}:**
		**Heb je een {stam}{staart}?**
		**Als {wieveel} je {mv} {doen}:**
		**Run je in je eentje een zaak?**
		**Begeleid je {wieveel}?**
		**Voor wie {mv} wil {doen}:**`),
	"tip": lines(`Begin met {ding} en schrijf op welke {mv} je {wanneer} het vaakst nodig had.
		Een eerste stap is {dingen} {doen} met {product}, {hoe} en zonder {ding} meteen los te laten.
		Vraag {wieveel} welke {mv} ze missen en laat {ding} nog even rusten tot {ding} staat.
		Kies een {stam}{staart}, meet een paar weken wat {ding} oplevert en bespreek {dingen} daarna {waar}.
		Je zou {ding} naast {ding} kunnen leggen om te zien of {wieveel} {dingen} {hoe} kunnen {doen}.
		Denk aan {dingen}, aan {ding} of aan {dingen} die nu {waar} blijven liggen.
		Zet {dingen} in een gedeelde map, geef {ding} een vaste naam en spreek af wie ze mag {doen}.
		Controleer of {ding} past bij {dingen}, want niet elke {stam}{staart} is daarvoor gemaakt.
		Reken op {waarde} en een middag werk voordat {wieveel} {dingen} {hoe} kunnen {doen}, en leg {ding} vast.
		Laat {dingen} die gevoelig zijn weg, ook als {product} of {ding} er zelf om vraagt.
		Leg {wie} eens deze zin voor: {citaat}.
		Houd {ding} klein, dan merk je {bijw} sneller of {wieveel} {dingen} echt {hoe} {doen}.
		Spreek met {wieveel} af wanneer {ding} {dingen} {doet} en wanneer je {dingen} liever zelf blijft {doen}.
		Schrijf {ding} op een half blad, want {dingen} worden pas bruikbaar als {wie} ze {hoe} kan {doen}.`),
	"kop": lines(`Waarom {firma} {product} nu uitbrengt
		{ding} in het kort
		Hoe {wieveel} {mv} {doen}
		De grens van {ding}
		Wat {mv} {waar} opleveren
		Geld, tijd en {mv}
		Is {ding} veilig?
		Van {stam}{staart} naar {stam}{staart}
		Wat {wie} anders ziet
		{noem} uitgelegd`),
	"titel": lines(`{firma} {nieuws}: {staartje}
		{firma} {nieuws}: {staartje}
		{onderwerp}: {firma} {nieuws}, {wanneer}
		Hoe {onderwerp} {groeit} nu {firma} {nieuws}
		Wat {product} doet voor {onderwerp}: {staartje}
		Nu {firma} {nieuws}: {staartje}`),
	"groeit": words(`groeit verandert versnelt stagneert krimpt`),
	"gebeurtenis": lines(`lanceert {product} voor {wieveel}
		koppelt {product} aan {mv}
		maakt {product} gratis voor {wieveel}
		stopt met {product} voor {wieveel}
		vervangt {mv} door {product}
		belooft minder {mv} met {product}
		test {product} op {mv}
		opent {product} voor de {staart} van {mv}`),
	"staartje": lines(`wat {wieveel} ervan merken
		begin klein met {mv}
		dit kost het {wieveel}
		drie lessen voor {wieveel}
		let op {mv} en {mv}
		{mv} worden belangrijker
		kansen en valkuilen
		zo werken {wieveel} straks
		de cijfers achter {onderwerp}
		vijf vragen over {mv}
		slim of duur?
		efficiëntie of meer {mv}?
		wat {wieveel} nu al kunnen doen
		wél handig, niet zonder {mv}
		zo hou je grip op {mv}
		waarom {mv} blijven tellen`),
	"samenvatting": lines(`{firma} {nieuws}. Wat {ding} voor {wieveel} betekent en hoe je {dingen} kunt {doen}.
		Met {product} kunnen {wieveel} {dingen} {hoe} {doen}, maar {ding} vraagt {waar} om aandacht.
		{onderwerp} {groeit} nu {firma} {nieuws}; zo pas je {ding} {hoe} toe.`),
}
