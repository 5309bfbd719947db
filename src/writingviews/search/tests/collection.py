"""Forty short texts of our own on eight subjects, and questions in a reader's words.

Texts of one subject are related; those of another are not, though they share words on purpose:
rivers, windows, notes, keys, bread and light stand under several. A question is answered by the
texts named with it, the first best of all.
"""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "bees-1": (
        "The hive on the roof",
        (
            "A beekeeper in the old town keeps eleven hives above the bakery. In spring the "
            "colonies swarm, and neighbours ring her bell to say that bees hang in the lime tree. "
            "She takes them down with a box and a brush, and the queen goes in first."
        ),
    ),
    "bees-2": (
        "What honey remembers",
        (
            "Honey tells which flowers stood within two miles of the hive. Under a microscope its "
            "pollen shows lime, clover and bramble. Beekeepers send jars to a laboratory before "
            "the harvest is sold, for buyers pay more when the blossom is named."
        ),
    ),
    "bees-3": (
        "Winter losses",
        (
            "One colony in four did not live through the winter. Mites weaken the brood in "
            "autumn, and a mild January wakes the bees before anything flowers. Those who keep "
            "hives now treat against varroa in August and feed sugar until frost."
        ),
    ),
    "bees-4": (
        "Learning to be stung",
        (
            "Twelve pupils in white veils stand around an open hive. Their teacher lifts a frame "
            "heavy with brood and shows the queen, marked with a green dot. Somebody is stung "
            "every week; nobody has given up the course."
        ),
    ),
    "bees-5": (
        "Wild cousins",
        (
            "Most bees live alone. Mason bees close their holes in the wall with mud, leafcutters "
            "roll cradles from roses. They pollinate apple blossom better than any hive, and all "
            "they ask is a dead branch and a garden left untidy."
        ),
    ),
    "ferry-1": (
        "The last ferry",
        (
            "At half past ten the ferry leaves the eastern quay for the last time that night. The "
            "ferryman counts his passengers twice, lifts the chain and lets the current take the "
            "boat across the river. A bridge is promised for next year."
        ),
    ),
    "ferry-2": (
        "A bridge nobody crosses",
        (
            "The new bridge stands a mile below the village. Drivers love it; those who walk "
            "still wait for the ferry, for the road to the bridge has no pavement. The council "
            "counts cars, so the crossing looks like a success."
        ),
    ),
    "ferry-3": (
        "Wages of a boatman",
        (
            "He earns what a bus driver earned ten years ago. The boat belongs to the county, the "
            "rope to him. On flood days the crossing is closed and so is his pay; the union has "
            "asked for a river allowance since spring."
        ),
    ),
    "ferry-4": (
        "Timetables of water",
        (
            "Low water in August stops the boat; ice stops it in January. Passengers read the "
            "gauge on the quay as others read a timetable. In between, the ferry is more punctual "
            "than the train that is supposed to meet it."
        ),
    ),
    "ferry-5": (
        "The chain across",
        (
            "Before engines there was a chain from bank to bank, and four men who pulled. "
            "Smugglers cut it twice. A piece hangs in the quay's tavern; the boatmen touch it "
            "before they cross."
        ),
    ),
    "type-1": (
        "Letters for two alphabets",
        (
            "A typeface for Persian and Latin must find one colour for two scripts. The designer "
            "drew the Arabic letters first and let the Latin follow their weight, for otherwise "
            "the page looks as if two people were talking at once."
        ),
    ),
    "type-2": (
        "The foundry closes",
        (
            "For ninety years the foundry cast type in lead. The matrices go to a museum; the "
            "digital fonts were sold to a firm that has never printed a page. Its last typesetter "
            "kept the letter g."
        ),
    ),
    "type-3": (
        "In praise of the comma",
        (
            "A comma costs nothing and prevents quarrels. Typesetters hang it in the margin, "
            "poets throw it out, lawyers have won and lost a fortune by it. Punctuation is the "
            "breath of a printed line."
        ),
    ),
    "type-4": (
        "Reading without glasses",
        (
            "What size should print be? Tests with elderly readers found that line length and "
            "spacing mattered more than the size of the letters. A generous typeface at ten "
            "points was read faster than a mean one at twelve."
        ),
    ),
    "type-5": (
        "Handwriting, by machine",
        (
            "The font imitates a teacher's hand, with nine shapes of every letter so that none "
            "repeats. Its designer scanned four hundred school notebooks. Children say that it "
            "looks like homework."
        ),
    ),
    "strike-1": (
        "Nine days without bread",
        (
            "The bakers of the cooperative stopped work on Monday over night shifts. Their union "
            "wants a surcharge after ten in the evening; the owners offer a Christmas bonus. On "
            "the ninth day both sides met in the flour store."
        ),
    ),
    "strike-2": (
        "Who pays the strike fund",
        (
            "A strike fund lasts as long as its smallest contribution. Teachers pay one per cent "
            "of their wages; seasonal workers pay nothing and are paid nothing when they walk "
            "out. The union's treasurer explains the sums."
        ),
    ),
    "strike-3": (
        "The mediator",
        (
            "She has settled forty-one disputes and speaks of none. A mediator listens to the "
            "employers in the morning and to the workers after lunch, and writes both wage "
            "demands on one sheet. What she crosses out first decides the rest."
        ),
    ),
    "strike-4": (
        "Night shift",
        (
            "Between two and four the body wants to lie down. Nurses, bakers and signalmen told "
            "us how they stay awake, what night work pays, and why the surcharge hardly covers "
            "the taxi home after the shift."
        ),
    ),
    "strike-5": (
        "A picket line in the rain",
        (
            "Forty cleaners stood before the ministry in the rain with a drum and one umbrella. "
            "Their employer is a company nobody in the building has heard of. They want the wages "
            "of those who are employed by the house itself."
        ),
    ),
    "sleep-1": (
        "Why the young sleep late",
        (
            "In adolescence the inner clock moves back by two hours. Schools that begin at nine "
            "report better marks and fewer accidents. Researchers measured melatonin in saliva "
            "and found that pupils at eight are in the middle of their night."
        ),
    ),
    "sleep-2": (
        "Dreams on order",
        (
            "Volunteers slept in a laboratory and were told to signal with their eyes when they "
            "knew that they dreamt. One in six managed. Their brains, measured by electrodes, "
            "were awake in parts while the body slept."
        ),
    ),
    "sleep-3": (
        "Light after dark",
        (
            "A lamp beside the bed delays melatonin as much as a screen does. The study followed "
            "three hundred adults for a month; those who dimmed the light two hours before bed "
            "fell asleep twenty minutes sooner."
        ),
    ),
    "sleep-4": (
        "The nap, defended",
        (
            "Twenty minutes after lunch repair attention for the afternoon; forty leave one dull. "
            "Sleep researchers recommend a nap to drivers, and every culture that is hot at noon "
            "has known it without electrodes."
        ),
    ),
    "sleep-5": (
        "Insomnia's arithmetic",
        (
            "Who lies awake counts the hours left. Therapists forbid the clock and, for a week, "
            "most of the bed: patients may stay in it only as long as they sleep. It sounds cruel "
            "and cures two insomniacs in three."
        ),
    ),
    "oud-1": (
        "Eleven strings",
        (
            "The oud has no frets, so the hand must know where a quarter tone lives. A luthier "
            "bends the ribs over a hot pipe and glues them with a recipe of her grandfather's. It "
            "takes two months and does not bear haste."
        ),
    ),
    "oud-2": (
        "The maqam lesson",
        (
            "A maqam is less a scale than a path. The teacher sings a phrase, the pupil answers "
            "on the oud, and where the answer strays he sings it again. After a year she may "
            "improvise; after ten she should."
        ),
    ),
    "oud-3": (
        "Wax cylinders",
        (
            "In a cellar lay two hundred wax cylinders of singers recorded before the war. "
            "Digitised, they hiss; beneath the hiss somebody plays an oud in a tuning that no "
            "musician alive uses. An archive has begun to describe the melodies."
        ),
    ),
    "oud-4": (
        "A concert for four neighbours",
        (
            "When halls were closed he played on the balcony, an hour before sunset. Four "
            "neighbours came, then forty. The musician never announced a programme; he began with "
            "whatever melody the blackbird left him."
        ),
    ),
    "oud-5": (
        "Strings of gut and nylon",
        (
            "Gut strings sound warm and break in the heat; nylon holds and forgives. Players "
            "argue about it as others do about football. We asked a luthier, a soloist and a "
            "wedding musician what they string and why."
        ),
    ),
    "heat-1": (
        "Trees instead of traffic",
        (
            "Where the avenue lost two lanes to plane trees the asphalt is eleven degrees cooler "
            "at noon. Shade costs less than air conditioning, says the city's gardener, but it "
            "takes twenty summers to grow."
        ),
    ),
    "heat-2": (
        "The hottest flat in town",
        (
            "Under the roof it was thirty-four degrees at midnight. Tenants keep diaries of heat "
            "for a study; landlords say that insulation is coming. The elderly suffer first, and "
            "they complain last."
        ),
    ),
    "heat-3": (
        "White roofs",
        (
            "Paint a roof white and the rooms below cool by three degrees. The scheme began with "
            "volunteers and buckets; now the city pays for the paint. Critics ask what happens in "
            "winter, and the engineers have an answer."
        ),
    ),
    "heat-4": (
        "Water for everyone",
        (
            "Sixty fountains of drinking water were closed in the eighties to save money. As "
            "summers grow hotter the city reopens them one by one. Plumbers found the old pipes "
            "whole and the old drawings wrong."
        ),
    ),
    "heat-5": (
        "How a heat wave is counted",
        (
            "Nobody's death certificate says heat. Statisticians compare a hot week with ordinary "
            "weeks and call the rest excess deaths. The method is old and sound, and ministers "
            "still ask for names."
        ),
    ),
    "chess-1": (
        "The café of kings",
        (
            "Seven boards, one clock that works. In the café behind the market the regulars play "
            "chess for coffee, and a girl of nine beats retired engineers. Nobody resigns there: "
            "that would be to leave before the story ends."
        ),
    ),
    "chess-2": (
        "Opening books",
        (
            "Grandmasters prepare their openings with machines and forget half of it at the "
            "board. A forgotten move is worse than none, says a trainer, for one has stopped "
            "thinking where the book stopped."
        ),
    ),
    "chess-3": (
        "Cheating at the board",
        (
            "A vibrating shoe, a phone in the lavatory: the ways of cheating at chess are less "
            "clever than the game. Arbiters compare a player's moves with an engine's and look "
            "for strength that comes and goes."
        ),
    ),
    "chess-4": (
        "Problems for the window sill",
        (
            "White mates in two. The composer has made such puzzles for a newspaper since school, "
            "in pencil, on the window sill. A good chess problem, he says, has one solution and "
            "one false one that everybody loves."
        ),
    ),
    "chess-5": (
        "Blindfold",
        (
            "She plays six games without seeing a board. The moves are read to her, and she "
            "answers at once. Psychologists found that blindfold players do not picture the "
            "pieces; they remember lines of force."
        ),
    ),
}

#: A question, and the texts that answer it, the best first.
QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "what kills bee colonies during winter": ("bees-3",),
    "how can one find out which flowers a honey comes from?": ("bees-2",),
    "solitary bees that pollinate gardens": ("bees-5", "bees-2"),
    "courses for people who want to become a beekeeper": ("bees-4", "bees-1"),
    "how much does a ferryman earn and when is he not paid": ("ferry-3", "ferry-1"),
    "pedestrians do not use the new bridge": ("ferry-2", "ferry-1"),
    "when does low water or ice stop boats": ("ferry-4",),
    "designing fonts that match Arabic and Latin script": ("type-1", "type-5"),
    "which print size is best for older readers' eyes": ("type-4",),
    "history of a lead type foundry": ("type-2",),
    "pay for working at night": ("strike-4", "strike-1"),
    "who finances workers when they go on strike": ("strike-2", "strike-1"),
    "negotiating between employers and unions": ("strike-3", "strike-1"),
    "should school begin later for teenagers": ("sleep-1",),
    "does light in the evening make it harder to fall asleep": ("sleep-3", "sleep-1"),
    "therapy for people with insomnia": ("sleep-5",),
    "how is an oud made by a luthier": ("oud-1", "oud-5"),
    "old recordings of singers in an archive": ("oud-3",),
    "learning to improvise in a maqam": ("oud-2",),
    "cooling streets by planting trees": ("heat-1", "heat-3"),
    "counting the deaths that a heat wave causes": ("heat-5",),
    "free drinking water in the city in hot summers": ("heat-4",),
    "catching chess players who cheat with an engine": ("chess-3", "chess-2"),
    "memory of those who play without seeing the pieces": ("chess-5",),
}

#: A text, and other spellings under which a reader may look for it.
SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "می‌خواهم دربارهٔ کتاب‌خانهٔ قدیمی بنویسم": (
        "ميخواهم",
        "كتابخانه",
        "کتاب خانه",
        "می خواهم",
        "درباره",
    ),
    "آزادی بیان و مسئولیت روزنامه‌نگار": (
        "ازادی",
        "آزادي",
        "مسوولیت",
        "مسؤولیت",
        "روزنامه نگار",
        "روزنامهنگار",
    ),
    "گفت‌وگو با نویسندهٔ کُردستانی": (
        "گفتوگو",
        "گفت و گو",
        "نويسنده",
        "كردستاني",
        "نویسندۀ",
    ),
    "سال ۱۴۰۳ و ۲۵ کارگر نانوایی": (
        "1403",
        "١٤٠٣",
        "25",
        "كارگر",
        "نانوايي",
    ),
    "خانه‌هایِ گِلی در حاشیۀ کویر": (
        "خانه های",
        "خانه‌ها",
        "گلی",
        "حاشيه",
        "كوير",
        "خانههای",
    ),
    "تأثیر مؤلفه‌های جزئی بر مسأله": (
        "تاثیر",
        "مولفه های",
        "جزیی",
        "مسئله",
        "مساله",
    ),
    "بنائی که پائیزِ پیش فرو ریخت": (
        "بنایی",
        "پاییز",
        "پيش",
        "فروريخت",
    ),
    "سلاماً، دقیقاً همان ابتدای راه": (
        "دقيقا",
        "همـــان",
        "ابتدای",
        "سلاما",
    ),
}
