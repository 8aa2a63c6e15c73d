//! A record that somebody else has changed while a form was open: what each side did, field by field, and what is to become of it.

use leptos::prelude::*;

use ui::forms::{Choice, RadioField};
use ui::{Button, ButtonKind, Dialog};

/// A field in the three states that there are, each as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// What the field is called.
    pub label: &'static str,
    /// What the form began from.
    pub began: String,
    /// What the server has now.
    pub theirs: String,
    /// What stands in the form.
    pub mine: String,
}

/// What becomes of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody has changed it, or both to the same.
    Same,
    /// Only the other side has changed it.
    Theirs,
    /// Only this side has changed it.
    Mine,
    /// Both have, and the person decides.
    Open,
}

impl Versions {
    /// What becomes of it.
    pub fn outcome(&self) -> Outcome {
        match (self.theirs == self.began, self.mine == self.began) {
            _ if self.theirs == self.mine => Outcome::Same,
            (false, true) => Outcome::Theirs,
            (true, false) => Outcome::Mine,
            _ => Outcome::Open,
        }
    }
}

/// Shows what both sides have changed, and lets the person decide where both did. `on_decided` hears of each field whether the form's
/// value is saved.
#[component]
pub fn ChangedMeanwhile(
    /// What was changed: a name.
    name: String,
    /// All fields of the form.
    versions: Vec<Versions>,
    /// Saves what was decided; in the order of the fields.
    on_decided: Callback<Vec<bool>>,
    /// Goes back to the form.
    on_close: Callback<()>,
) -> impl IntoView {
    let choices: Vec<(Outcome, RwSignal<bool>)> = versions
        .iter()
        .map(|versions| (versions.outcome(), RwSignal::new(true)))
        .collect();
    let lines = versions
        .into_iter()
        .zip(choices.clone())
        .filter(|(_, (outcome, _))| *outcome != Outcome::Same)
        .map(|(versions, (outcome, mine))| view! { <Line versions outcome mine/> })
        .collect_view();
    let decide = move |()| {
        let decided = choices.iter().map(|(outcome, mine)| match outcome {
            Outcome::Mine => true,
            Outcome::Open => mine.get_untracked(),
            Outcome::Same | Outcome::Theirs => false,
        });
        on_decided.run(decided.collect());
    };
    view! {
        <Dialog
            title=format!("Someone else has changed {name}")
            on_close
            footer=move || view! {
                <Button on_press=on_close>"Back to the form"</Button>
                <Button kind=ButtonKind::Primary on_press=decide>"Save this"</Button>
            }
        >
            <div class="stack conflict">
                <p>"It isn’t what this form began from any more. Nothing has been saved yet."</p>
                {lines}
            </div>
        </Dialog>
    }
}

#[component]
fn Line(versions: Versions, outcome: Outcome, mine: RwSignal<bool>) -> impl IntoView {
    let Versions {
        label,
        began,
        theirs,
        mine: yours,
    } = versions;
    let value = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let decision = match outcome {
        Outcome::Same => None,
        Outcome::Theirs => {
            Some(view! { <p class="muted">"Only they changed it: it stays as it is now."</p> }.into_any())
        }
        Outcome::Mine => {
            Some(view! { <p class="muted">"Only you changed it: yours is saved."</p> }.into_any())
        }
        Outcome::Open => {
            let options = vec![Choice::new(true, "Save yours"), Choice::new(false, "Keep theirs")];
            Some(
                view! { <RadioField name="keep" label=format!("{label}: what is kept") chips=true value=mine options/> }
                    .into_any(),
            )
        }
    };
    view! {
        <section>
            <h3>{label}</h3>
            <dl class="conflict-values">
                <div><dt>"Before"</dt><dd>{value(began)}</dd></div>
                <div><dt>"Now"</dt><dd>{value(theirs)}</dd></div>
                <div><dt>"Yours"</dt><dd>{value(yours)}</dd></div>
            </dl>
            {decision}
        </section>
    }
}

/// Says that a record was deleted while its form was open, and offers to create it anew.
#[component]
pub fn DeletedMeanwhile(
    /// What was deleted: a name.
    name: String,
    /// What creating it anew means.
    #[prop(into)]
    text: String,
    /// Opens what creates it anew, from what stands in the form.
    on_create: Callback<()>,
    /// Goes back to the form.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog
            title=format!("{name} has been deleted")
            on_close
            footer=move || view! {
                <Button on_press=on_close>"Back to the form"</Button>
                <Button kind=ButtonKind::Primary on_press=on_create>"Create anew…"</Button>
            }
        >
            <p>"Someone else deleted it while this form was open, so there is nothing to save. "{text}</p>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_open_only_where_both_changed_it() {
        for (began, theirs, mine, outcome) in [
            ("a", "a", "a", Outcome::Same),
            ("a", "b", "b", Outcome::Same),
            ("a", "b", "a", Outcome::Theirs),
            ("a", "a", "b", Outcome::Mine),
            ("a", "b", "c", Outcome::Open),
            ("a", "", "c", Outcome::Open),
        ] {
            let versions = Versions {
                label: "x",
                began: began.into(),
                theirs: theirs.into(),
                mine: mine.into(),
            };
            assert_eq!(versions.outcome(), outcome, "{began} {theirs} {mine}");
        }
    }
}
