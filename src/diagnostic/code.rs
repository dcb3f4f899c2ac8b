//! The codes of findings, each declared once with what it means.

/// Declares the codes: variant, its text in messages, and its explanation.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal;)+) => {
        /// Which rule a finding is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// All codes, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as it is written in messages.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// What the rule is, in full sentences.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc, "\n",)+),)+ }
            }
        }
    };
}

codes! {
    // The spec.
    /// The spec could not be read from disk.
    SpecUnreadable = "spec-unreadable";
    /// The spec is not valid TOML.
    TomlSyntax = "toml-syntax";
    /// The spec has a key that means nothing at that place.
    UnknownKey = "unknown-key";
    /// A key that must be stated is not.
    MissingKey = "missing-key";
    /// A value is of another type than the key takes.
    WrongType = "wrong-type";
    /// A value is not one of those the key takes.
    BadValue = "bad-value";
    /// Something is referred to by a name that nothing in the spec has.
    UnknownName = "unknown-name";
    /// Two things of the same kind have the same name.
    DoubleName = "double-name";
    /// Populations, states or groups are defined in terms of each other in a circle.
    CircularDefinition = "circular-definition";
    /// A filter or a definition is not a SQL expression that can be understood.
    SqlSyntax = "sql-syntax";
    /// A SQL expression uses a column that is not there.
    SqlColumn = "sql-column";
    /// A SQL expression compares or computes with what is of different kinds, or gives another kind than is wanted.
    SqlType = "sql-type";
    /// A condition can never be true, such as one that asks for a code that is not in the code list.
    SqlNever = "sql-never-true";
    /// A condition drops the rows where a cell is empty, and does not say that it means to.
    SqlEmpty = "sql-empty-dropped";
    /// A function, an operator or a clause of SQL is not offered.
    SqlFunction = "sql-not-offered";
    /// SQL is too long or nested too deep.
    SqlTooLong = "sql-too-long";
    /// A SQL expression failed on the data.
    SqlFailed = "sql-failed";
    /// A value made of a personal field would be published as a label, a text or the number of one person.
    PersonalPublished = "personal-published";
    /// An expression compares a personal field with what is written out and may name one person.
    PersonalWritten = "personal-written";
    /// A formula of a calculation is not one that can be understood.
    FormulaSyntax = "formula-syntax";
    /// A formula adds or compares what is of different units, or does not come to the unit it says.
    UnitMismatch = "unit-mismatch";

    // The schemas.
    /// A schema could not be read, or is not a valid Table Schema.
    SchemaInvalid = "schema-invalid";

    // The extracts.
    /// An extract that the spec names is not in the folder.
    MissingFile = "missing-file";
    /// An extract could not be read as the kind of file that its schema says it is.
    FileUnreadable = "file-unreadable";
    /// The machine refused to let an extract be read: nothing is known of what it holds.
    FileRefused = "file-refused";
    /// A column that the schema names is not in the file.
    MissingColumn = "missing-column";
    /// A column stands twice in the file.
    DoubleColumn = "double-column";
    /// The file has a column that the schema does not name; it is not used.
    ExtraColumn = "extra-column";
    /// Rows or the sheet of a workbook are hidden, and are read all the same.
    HiddenInWorkbook = "hidden-in-workbook";
    /// Rows stand below the end that the layout gives a table, and are not read.
    PassedOver = "passed-over";
    /// A row below the end that the layout gives a table looks like one of its own.
    RowsBelow = "rows-below";
    /// The file is in another character encoding than the schema says.
    WrongEncoding = "wrong-encoding";
    /// A row has more or fewer fields than the header.
    RaggedRow = "ragged-row";
    /// A quote opens a field and is never closed.
    UnclosedQuote = "unclosed-quote";
    /// A cell is not of the type that the schema says.
    CellType = "cell-type";
    /// A cell that must be filled in is empty.
    CellRequired = "cell-required";
    /// A value or a key that must stand once stands again.
    NotUnique = "not-unique";
    /// A cell is not one of the codes in the schema's list.
    NotInCodeList = "not-in-code-list";
    /// A cell is below or above what the schema allows, or does not have the form the schema asks for.
    OutOfRange = "out-of-range";
    /// A cell refers to a row of another file that is not there.
    ForeignKey = "foreign-key";
    /// A spell ends before it starts.
    SpellEndsBeforeStart = "spell-ends-before-start";
    /// A cell does not have the form of a CPR number.
    CprForm = "cpr-form";
    /// An extract has a header and no rows.
    NoRows = "no-rows";
    /// A block of rows stands twice in an extract.
    DoubleBlock = "double-block";
    /// A row of an extract seems to be a sum of others.
    TotalRow = "total-row";
    /// Texts of an extract differ only in what nobody sees, or in capitals, and are counted apart.
    AlikeTexts = "alike-texts";
    /// A text is what a program writes for an empty cell or a mistake, or has a sign that nobody sees.
    OddText = "odd-text";
    /// A long number has been written as a power of ten, so that digits of it are lost.
    MangledNumber = "mangled-number";
    /// Rows of an extract are about nobody: the field that says whom they are about is empty.
    EmptyKey = "empty-key";
    /// No row of an extract is about any of the report's people.
    NobodyMatched = "nobody-matched";
    /// The newest row of an extract is from long before the status month.
    StaleExtract = "stale-extract";
    /// A day of an extract lies so far after the status month that it is hardly meant.
    FutureDate = "future-date";
    /// A day of birth is not the one that the person's CPR number begins with.
    BirthMismatch = "birth-mismatch";
    /// The spec allows something odd about an extract that is not there.
    AllowanceUnused = "allowance-unused";
    /// There were more findings of a kind in a file than are shown.
    MoreFindings = "more-findings";
    /// The key for pseudonyms could not be read.
    PseudonymKey = "pseudonym-key";
    /// Two people would have the same pseudonym, and so be taken for one.
    PseudonymCollision = "pseudonym-collision";

    // Measures and exhibits.
    /// A category turned up in the data that the exhibit does not declare.
    UndeclaredCategory = "undeclared-category";
    /// Two spells of a person say different things at once, and the state does not say which decides.
    UndecidedState = "undecided-state";
    /// A view keeps one row of each, and several come first that say different things.
    UndecidedRow = "undecided-row";
    /// Rows of a view have periods that the table of periods lacks, and the spec does not say why they are left out.
    OutsidePeriods = "outside-periods";
    /// A SQL query does not carry through from which extract rows its observations came.
    LineageLost = "lineage-lost";
    /// A view loses rows of the extract that it says it keeps, or has them more than once.
    ViewRows = "view-rows";
    /// An assumption that a calculation needs is not given, or is given twice.
    MissingAssumption = "missing-assumption";
    /// An assumption lies outside the range that is declared for it, or the range lacks an end.
    AssumptionRange = "assumption-range";
    /// An exhibit has no window of time to show, because it begins after the status month.
    NoWindow = "no-window";
    /// A period is missing along an axis whose places are counted or joined by a line.
    GapInAxis = "gap-in-axis";
    /// An exhibit counts nothing at all.
    NothingCounted = "nothing-counted";
    /// The declared categories count a unit twice, or not at all.
    NotAPartition = "not-a-partition";
    /// Observations fit none of the classes of an axis, and are counted nowhere on it.
    InNoClass = "in-no-class";
    /// Labels that were found in the data differ only in how they are written, and are counted apart.
    SpelledAlike = "spelled-alike";

    // Charts.
    /// A chart cannot show the exhibit's values.
    ChartUnfit = "chart-unfit";

    // Claims and consistency.
    /// What a claim or a check asserts cannot be read.
    ClaimSyntax = "claim-syntax";
    /// What a claim or a check asserts can be read, but its parts cannot mean that together.
    ClaimMeaning = "claim-meaning";
    /// A claim or a check lets numbers meet that count in different units, such as shares and kroner.
    ClaimUnits = "claim-units";
    /// A claim of the report does not hold: the values say otherwise.
    ClaimRefuted = "claim-refuted";
    /// A claim or a check cannot be decided: a value it needs is suppressed, or there is none.
    ClaimUndecidable = "claim-undecidable";
    /// A sentence about numbers that are estimated or expected is worded as a result.
    ForecastAsResult = "forecast-as-result";
    /// A sentence about numbers that have been observed is worded as what is expected.
    ResultAsForecast = "result-as-forecast";
    /// A sentence tells of a development by its ends alone, and it turns between them.
    EndsOnly = "ends-only";
    /// A check that the spec declares fails.
    CheckFailed = "check-failed";
    /// A total is not the sum of its parts.
    TotalMismatch = "total-mismatch";
    /// A share or a mean does not follow from what it is counted from.
    ShareMismatch = "share-mismatch";
    /// The same people are counted to different numbers, or a note states another N than the one computed.
    CountMismatch = "count-mismatch";
    /// A value cannot be what it says it is: a share above one, a suppressed value that is there.
    ImpossibleValue = "impossible-value";

    // The document.
    /// A template could not be read.
    TemplateMissing = "template-missing";
    /// A template is not valid.
    TemplateSyntax = "template-syntax";
    /// A template uses a name or a value that is not there.
    TemplateUndefined = "template-undefined";
    /// A number is typed into a text, and nothing computes it.
    TypedNumeral = "typed-numeral";
    /// A number or a premise that is carried over from elsewhere does not say where it is from.
    Unsourced = "unsourced";
    /// A fact stands in the spec, and no text says it.
    FactUnused = "fact-unused";
    /// Two facts say the same.
    FactDoubled = "fact-doubled";
    /// Nothing rests on a premise of the spec.
    PremiseUnused = "premise-unused";
    /// A summary says a number or a sentence and leaves out what it must not be read without.
    PremiseLeftOut = "premise-left-out";
    /// An exhibit does not stand in the publication, though others do; or it does, and the spec says that it does not.
    ExhibitUnused = "exhibit-unused";
    /// The document could not be typeset.
    Typesetting = "typesetting";
    /// A text has a letter that no font of the document has.
    LetterMissing = "letter-missing";
    /// Text on a page stands on top of other text or of a picture, or leaves the page.
    PageUnreadable = "page-unreadable";
    /// The `typst` program is not there, or not of the library's version.
    TypesetterVersion = "typesetter-version";

    // Lineage.
    /// The rows that a value names do not give that value again.
    LineageInsufficient = "lineage-insufficient";

    // Hindsight.
    /// A value would have been another, had nothing been known but what was known when the status month ended.
    Hindsight = "hindsight";
    /// Nothing says when what an extract tells became known.
    KnownWhenUnsaid = "known-when-unsaid";

    // The lock.
    /// There is no lock to hold a report against, or it is not one.
    LockInvalid = "lock-invalid";
    /// An input or an exhibit is not as the report's lock has it.
    LockDiffers = "lock-differs";

    // The review.
    /// The sign-offs beside the spec cannot be read.
    ReviewInvalid = "review-invalid";

    // Disclosure.
    /// A policy that suppresses does not say what it must choose.
    DisclosureUnsaid = "disclosure-unsaid";
    /// So much of a chart is hidden that it cannot be drawn, or that what is left would give the rest away.
    ChartHidesTooMuch = "chart-hides-too-much";
    /// A text decides by a number that readers may not see, and does not say what stands there then.
    TextNeedsHidden = "text-needs-hidden";
    /// A claim needs a number that readers may not see.
    ClaimNeedsHidden = "claim-needs-hidden";
    /// The output would be another if a number that is hidden were another.
    HiddenShowsThrough = "hidden-shows-through";
    /// A number that tells of few people is published because an exception says so.
    SmallGroupShown = "small-group-shown";
    /// Small numbers of units cannot be protected by the persons behind them.
    UnitsUnprotected = "units-unprotected";
    /// A number that tells of few people could be computed from what is published.
    ValueRecoverable = "value-recoverable";
    /// A number that tells of few people could be known too closely from what is published.
    ValueTooClose = "value-too-close";
    /// Few people are told by what is published now beside what an earlier release has told.
    ReleaseDiffersByFew = "release-differs-by-few";

    // Output.
    /// The output could not be written.
    OutputUnwritable = "output-unwritable";
    /// A report's output could not be read.
    OutputUnreadable = "output-unreadable";
    /// A file of the output would hold the CPR number of a person of the register.
    CprInOutput = "cpr-in-output";
    /// A file of a report's output is not as it was built, or as it is built again.
    OutputDiffers = "output-differs";
    /// A file that a report was built from is not as it was then, so that it cannot be built again.
    InputDiffers = "input-differs";
    /// The PDF does not show a number that was computed for it.
    NumberMissing = "number-missing";
    /// The PDF shows a number that was neither computed for it nor declared.
    NumberUnexpected = "number-unexpected";
    /// The program failed where it should not have: a mistake in Sporbar.
    InternalError = "internal-error";
    /// The call names a command, an option or a value that there is not, or lacks one that there must be.
    CallMisunderstood = "call-misunderstood";
    /// No value of the exhibit has the key that was asked for.
    NoSuchValue = "no-such-value";

    // Releases.
    /// An output folder has no record of its release that could be read.
    RecordUnreadable = "record-unreadable";
    /// Two releases cannot be compared, or the call does not name two.
    ReleasesApart = "releases-apart";

    // Tables that someone else made.
    /// A table that is to be tested cannot be read, or it is not clear how.
    TableUnreadable = "table-unreadable";
    /// A percentage or a mean of a table cannot be that of any whole number over its N.
    RecheckGranularity = "recheck-granularity";
    /// A total of a table is not the sum of its parts, whatever rounding allows.
    RecheckTotal = "recheck-total";
    /// A percentage of a table, or what an amount comes to for each, does not follow from the numbers beside it.
    RecheckShare = "recheck-share";
    /// A standard deviation of a table cannot be that of whole numbers with the mean beside it.
    RecheckSpread = "recheck-sd";
    /// A number of a table is not in its interval, or the interval is not of the kind that is told.
    RecheckInterval = "recheck-interval";
    /// A change or an index of a table is not that of its columns.
    RecheckChange = "recheck-change";
}

impl Code {
    /// What may be odd about an extract and still right, so that a spec can allow it.
    pub const ALLOWABLE: &'static [Self] = &[
        Self::ExtraColumn,
        Self::HiddenInWorkbook,
        Self::PassedOver,
        Self::NoRows,
        Self::DoubleBlock,
        Self::TotalRow,
        Self::AlikeTexts,
        Self::OddText,
        Self::MangledNumber,
        Self::EmptyKey,
        Self::NobodyMatched,
        Self::StaleExtract,
        Self::FutureDate,
        Self::BirthMismatch,
        Self::AssumptionRange,
    ];
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        let code = Self::ALL.iter().copied().find(|code| code.id() == id);
        code.ok_or_else(|| serde::de::Error::custom("there is no such code"))
    }
}
