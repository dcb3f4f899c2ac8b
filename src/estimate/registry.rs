//! Every statistic there is: a line each.

use super::{
    Statistic, compared, concentration, correlation, differences, goals, missing, odds, quantiles, ratio, spread,
    standardised, survival, weighted,
};

/// All statistics, by kind.
pub static REGISTRY: &[&Statistic] = &[
    &quantiles::LEAST,
    &quantiles::P5,
    &quantiles::P10,
    &quantiles::P25,
    &quantiles::MEDIAN,
    &quantiles::P75,
    &quantiles::P90,
    &quantiles::P95,
    &quantiles::GREATEST,
    &quantiles::QUARTILE_RANGE,
    &spread::SD,
    &spread::SMD,
    &spread::SMD_SHARE,
    &concentration::GINI,
    &concentration::TOP_TENTH,
    &concentration::TOP_QUARTER,
    &concentration::BOTTOM_HALF,
    &correlation::PEARSON,
    &correlation::SPEARMAN,
    &ratio::RATIO,
    &weighted::WEIGHTED_SHARE,
    &weighted::WEIGHTED_MEAN,
    &weighted::EFFECTIVE,
    &odds::ODDS_RATIO,
    &odds::RELATIVE_RISK,
    &odds::RISK_DIFFERENCE,
    &differences::MEAN_DIFFERENCE,
    &survival::SURVIVAL,
    &survival::SURVIVAL_P25,
    &survival::SURVIVAL_MEDIAN,
    &survival::SURVIVAL_P75,
    &survival::INCIDENCE,
    &survival::AT_RISK,
    &standardised::STANDARDISED,
    &missing::MISSING,
    &compared::RANK,
    &compared::RANK_LEAST,
    &compared::DIFFERENCE,
    &compared::INDEX,
    &compared::CHANGE,
    &compared::SHARE_OF,
    &compared::MOVING_MEAN,
    &goals::TARGET,
    &goals::MET,
];

/// The statistic of that name.
pub fn named(name: &str) -> Option<&'static Statistic> {
    REGISTRY.iter().copied().find(|statistic| statistic.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{REGISTRY, named};

    #[test]
    fn each_has_a_name_of_its_own_and_all_its_words() {
        let names: BTreeSet<&str> = REGISTRY.iter().map(|statistic| statistic.name).collect();
        assert_eq!(names.len(), REGISTRY.len());
        for statistic in REGISTRY {
            let words = [statistic.title, statistic.says, statistic.source];
            let all = words.iter().chain(statistic.inputs);
            let (known, own) = (|message: &&str| message.starts_with("estimate-"), statistic.name.replace('_', "-"));
            assert!(all.clone().all(known) && !statistic.inputs.is_empty(), "{}", statistic.name);
            assert_eq!(
                (statistic.title, statistic.says),
                (&*format!("estimate-{own}-title"), &*format!("estimate-{own}-says"))
            );
            assert_eq!(named(statistic.name), Some(*statistic));
        }
    }
}
