/** Word lists the content world is combined from. All names are invented; nothing here is a brand, a person or a place. */

const list = (text: string): readonly string[] => text.split(",").map((word) => word.trim());

/** Maker names; with a topic they make a product: "Fernhill desk lamp". */
export const MAKES = list(
  `Fernhill, Amberline, Northfold, Quillmere, Brackwater, Tallowby, Ospreyne, Larkmoor, Dunwick, Hazelford, Merrowby,
  Pinecroft, Saltbrook, Thornlea, Windlow, Yarrowby, Cobbleton, Driftmere, Elmhurst Row, Foxglade, Greywick, Harrowell,
  Ivorydale, Juniperra, Kestrelby, Lindenway, Mossgate, Nettlebrook, Oakhollow, Pebblewick, Quarrylane, Rookford,
  Stonewell, Teasel Lane, Umberton, Violetmoor, Willowend, Wrenfield, Alderby, Birchgate, Copperlea, Dovecotte,
  Emberley, Flintmoor, Gorsewell, Heronby, Islewick, Jasperlow, Knollside, Lowmeadow, Maplewick, Northbarrow`,
);

/** What is sold; also what keywords are about. */
export const TOPICS = list(
  `desk lamp, travel mug, rain jacket, bread maker, garden hose, yoga mat, reading chair, camping stove, phone stand,
  wall calendar, cast iron pan, bike light, water filter, noise blanket, hiking pole, picnic basket, plant shelf,
  standing desk, laundry rack, coffee grinder, sleeping bag, tool box, door mat, knife block, air purifier, lunch box,
  wool blanket, tea kettle, office chair, cargo trailer, dog leash, cat tower, paint roller, seed tray, spice rack,
  window film, floor cushion, ladder stool, luggage strap, mirror cabinet, night light, paper trimmer, pizza stone,
  rowing machine, shoe bench, soap dish, towel warmer, umbrella stand, video tripod, waste sorter, winter glove,
  compost bin, balcony table, cable organiser, drying mat, exercise band, fruit press, garment bag`,
);

/** Put before a topic they make a search phrase: "quiet desk lamp". */
export const MODIFIERS = list(
  `quiet, foldable, cheap, small, repairable, waterproof, lightweight, vintage, compact, portable, ergonomic, washable,
  recycled, wireless, heavy duty, scandinavian, adjustable, wooden, stackable, child safe, energy saving, premium`,
);

/** Who a text is for. */
export const AUDIENCES = list(
  `night-shift nurses, first-time campers, remote teachers, weekend cyclists, new parents, student flatmates,
  allotment gardeners, retired hikers, home bakers, freelance editors, caravan owners, small-shop keepers,
  dog walkers, choir singers, school librarians, early risers, city commuters, amateur painters, ferry passengers,
  hobby beekeepers, café owners, youth coaches, book club hosts, van lifers, apartment renters, home brewers,
  kitchen beginners, long-distance runners, community gardeners, evening students, makerspace members, model builders,
  office managers, guest house hosts, parents of toddlers, potters, quilters, radio amateurs, rowing clubs,
  sailing families, stage crews, street musicians, summer campers, tea drinkers, train travellers, violin teachers,
  volunteer firefighters, woodland rangers, workshop tutors, zero-waste shoppers, winter swimmers`,
);

export const CAMPAIGN_FIRST = list(
  `Quiet, Open, Golden, Second, Paper, Bright, Slow, Little, Northern, Winter, Honest, Blue, Early, Hidden, Warm, Round`,
);
export const CAMPAIGN_SECOND = list(
  `Mornings, Windows, Kitchen, Harvest, Lanterns, Journeys, Weekend, Garden, Letters, Harbour, Table, Season, Steps,
  Shelter, Signals, Orchard`,
);

/** Where pages live on the site. */
export const SECTIONS = list(`guides, shop, journal, compare, care, stories`);

/** Headlines and subject lines; "%" is the topic. */
export const HEADLINES = list(
  `The % that stays, Meet your next %, A better % for less, Why this % lasts, Your % arrived early,
  How to choose a %, Five uses for a %, The last % you buy, Made to mend: our %, Which % fits you?,
  A % worth keeping, One % and no fuss, The honest % guide, Small rooms and a %, What a % should cost,
  Back in stock: the %, Our % after ten years, Behind the new %, Care for your %, Gift idea: a %,
  Winter sale on every %, A % built nearby, Ask us about the %, Old % returned? Yes, The % we use ourselves,
  New colours for the %, Less plastic in the %, The % people repair, Sunday with a %, A quick % test`,
);

/** Page descriptions; "%" is the topic. */
export const DESCRIPTIONS = list(
  `Compare sizes and prices before you pick a %., See what makes our % easy to repair., Every % ships within two days.,
  Read what owners say after a year with their %., Find the right % for a small flat.,
  Learn how to clean and store your %., A plain guide to buying a % that lasts., Try the % at home for thirty days.,
  All parts of the % can be ordered one by one., Choose a % by weight and by price.,
  Three sizes of % and one fair price., Our % is made from recycled material.,
  Step by step: set up your % in minutes., Which % suits a rented home? We explain.,
  The % that comes with a five-year promise., Spare parts and help for every % we made.`,
);

/** Terms that a house style replaces, and by what. */
export const TERMS: readonly (readonly [from: string, to: string])[] = [
  ["easy", "simple"],
  ["choose", "pick"],
  ["daily", "everyday"],
  ["lasts", "holds up"],
  ["people", "folk"],
  ["made", "built"],
  ["little", "small"],
];

/** Sentences of a draft by tone; "%" is the product, "@" the audience. */
export const SENTENCES = {
  friendly: [
    "Say hello to the %, made with @ in mind.",
    "It is easy to set up and even easier to love.",
    "Most people use it daily and forget that it was ever new.",
    "We think @ deserve a thing that lasts.",
    "Tell us how you like it, because we read every note.",
    "There is a little card in the box that explains the rest.",
  ],
  formal: [
    "The % was designed for the needs of @.",
    "Its parts are made to be replaced, one at a time.",
    "Independent tests show that the material lasts.",
    "Customers choose it for daily use at home and at work.",
    "Delivery and return follow our general terms.",
    "Further details are given in the data sheet that comes with it.",
  ],
  playful: [
    "Psst, @: your old one is jealous of the %.",
    "It folds, it holds, it never scolds.",
    "Warning: people may ask where you got it.",
    "Daily use is not only allowed, it is the whole point.",
    "Made by folks who giggle at good hinges.",
    "Choose a colour, any colour, and pretend it was a hard choice.",
  ],
  direct: [
    "This is the %.",
    "It is for @ and it works.",
    "It lasts, and each part can be replaced.",
    "People choose it because it is easy to clean.",
    "Order today and use it daily from next week.",
    "No tricks, little packaging, a fair price.",
  ],
} as const;
