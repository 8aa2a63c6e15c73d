//! The form of the filters.

use api_types::SourceType;
use leptos::prelude::*;

use super::context::UsersContext;
use super::filters::{Filter, filters_of, with_filters};
use super::form_pages::CloseDrawer;
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::user_facts::source_name;
use ui::forms::{Choice, Form, FormErrors, RadioField, SelectField, TextField};
use ui::{Button, Drawer, SubmitButton};

const FORM: &str = "filter-users";
/// How soon is soon, unless the person says otherwise, in days.
const SOON: &str = "30";
/// How long ago is long ago, unless the person says otherwise, in days.
const LONG: &str = "90";

/// What is asked of the expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExpiryChoice {
    Any,
    Expired,
    Within,
    Between,
    Never,
}

/// What is asked of the last sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SignInChoice {
    Any,
    LongAgo,
    Never,
}

/// The fields of the form.
#[derive(Clone, Copy)]
struct FilterSignals {
    admin: RwSignal<Option<bool>>,
    email: RwSignal<Option<bool>>,
    source: RwSignal<Option<SourceType>>,
    expiry: RwSignal<ExpiryChoice>,
    days: RwSignal<String>,
    expires: SpanSignals,
    sign_in: RwSignal<SignInChoice>,
    sign_in_days: RwSignal<String>,
    created: SpanSignals,
    uid: SpanSignals,
    gid: SpanSignals,
}

/// The two fields of a span; empty for an open end.
#[derive(Clone, Copy)]
struct SpanSignals {
    from: RwSignal<String>,
    until: RwSignal<String>,
}

impl SpanSignals {
    /// The fields as they open on `a..b`, or on `a` alone.
    fn new(text: Option<&str>) -> Self {
        let text = text.unwrap_or("..");
        let (from, until) = text.split_once("..").unwrap_or((text, text));
        Self {
            from: RwSignal::new(from.to_owned()),
            until: RwSignal::new(until.to_owned()),
        }
    }

    /// The filter that is asked for, if one is; or else what is wrong.
    fn filter(self, name: &'static str) -> Result<Option<Filter>, &'static str> {
        let [from, until] = [self.from, self.until].map(|text| text.get_untracked().trim().to_owned());
        if from.is_empty() && until.is_empty() {
            return Ok(None);
        }
        let filter = Filter::parse(name, &format!("{from}..{until}"));
        match filter {
            Some(filter) if filter.is_reversed() => Err(match name {
                "uid" | "gid" => "This is higher than “until”.",
                _ => "This is later than “until”.",
            }),
            Some(filter) => Ok(Some(filter)),
            None if matches!(name, "uid" | "gid") => Err("Enter whole numbers, or leave one of them empty."),
            None => Err("Choose dates, or leave one of them empty."),
        }
    }
}

impl FilterSignals {
    /// The form as it opens on these filters.
    fn new(filters: &[Filter]) -> Self {
        let value = |name: &str| {
            filters
                .iter()
                .find(|filter| filter.name() == name)
                .map(Filter::value)
        };
        let span = |name: &str| SpanSignals::new(value(name).as_deref());
        let find = |of: fn(&Filter) -> Option<bool>| RwSignal::new(filters.iter().find_map(of));
        let (mut expiry, mut days, mut expires) = (ExpiryChoice::Any, SOON.to_owned(), None);
        let (mut sign_in, mut sign_in_days) = (SignInChoice::Any, LONG.to_owned());
        for filter in filters {
            match filter {
                Filter::NeverSignedIn => sign_in = SignInChoice::Never,
                Filter::NotSignedInFor(count) => {
                    (sign_in, sign_in_days) = (SignInChoice::LongAgo, count.to_string());
                }
                Filter::Expired => expiry = ExpiryChoice::Expired,
                Filter::NeverExpires => expiry = ExpiryChoice::Never,
                Filter::ExpiresWithin(count) => (expiry, days) = (ExpiryChoice::Within, count.to_string()),
                Filter::Expires(_) => (expiry, expires) = (ExpiryChoice::Between, Some(filter.value())),
                _ => {}
            }
        }
        Self {
            admin: find(|filter| {
                if let Filter::Admin(admin) = filter {
                    Some(*admin)
                } else {
                    None
                }
            }),
            email: find(|filter| {
                if let Filter::Email(any) = filter {
                    Some(*any)
                } else {
                    None
                }
            }),
            source: RwSignal::new(value("source").map(|source| SourceType::from_wire(&source))),
            expiry: RwSignal::new(expiry),
            days: RwSignal::new(days),
            expires: SpanSignals::new(expires.as_deref()),
            sign_in: RwSignal::new(sign_in),
            sign_in_days: RwSignal::new(sign_in_days),
            created: span("created"),
            uid: span("uid"),
            gid: span("gid"),
        }
    }

    /// The filters that are asked for; fields that are wrong say so.
    fn filters(self, errors: FormErrors) -> Option<Vec<Filter>> {
        let mut is_valid = true;
        let mut check = |field: &'static str, found: Result<Option<Filter>, &'static str>| {
            found.unwrap_or_else(|problem| {
                errors.set_field(field, problem);
                is_valid = false;
                None
            })
        };
        let expiry = match self.expiry.get_untracked() {
            ExpiryChoice::Any => None,
            ExpiryChoice::Expired => Some(Filter::Expired),
            ExpiryChoice::Never => Some(Filter::NeverExpires),
            ExpiryChoice::Within => {
                let days = self.days.get_untracked();
                let filter = Filter::parse("expires", &format!("<{}d", days.trim()));
                check("days", filter.map(Some).ok_or("Enter a number of days."))
            }
            ExpiryChoice::Between => check("expires_from", self.expires.filter("expires")),
        };
        let sign_in = match self.sign_in.get_untracked() {
            SignInChoice::Any => None,
            SignInChoice::Never => Some(Filter::NeverSignedIn),
            SignInChoice::LongAgo => {
                let days = self.sign_in_days.get_untracked();
                let filter = Filter::parse("signin", &format!(">{}d", days.trim()));
                check("sign_in_days", filter.map(Some).ok_or("Enter a number of days."))
            }
        };
        let spans = [
            check("created_from", self.created.filter("created")),
            check("uid_from", self.uid.filter("uid")),
            check("gid_from", self.gid.filter("gid")),
        ];
        let filters = [
            self.admin.get_untracked().map(Filter::Admin),
            self.source.get_untracked().map(Filter::Source),
            expiry,
            sign_in,
            self.email.get_untracked().map(Filter::Email),
        ];
        let filters = filters.into_iter().chain(spans).flatten().collect();
        is_valid.then_some(filters)
    }
}

/// The drawer with the form.
#[component]
pub fn FilterForm() -> impl IntoView {
    let CloseDrawer(close) = expect_context();
    let UsersContext {
        state, tells_sign_in, ..
    } = expect_context();
    let navigate = use_navigate_to();
    let fields = FilterSignals::new(&filters_of(&state.get_untracked()));
    let errors = FormErrors::new();
    let go = move |filters: &[Filter]| {
        let found = with_filters(&state.get_untracked(), filters);
        navigate.run((paths::users(&found.to_query()), NavMode::Stay));
        close.run(());
    };
    let submit = move |()| {
        errors.clear();
        if let Some(filters) = fields.filters(errors) {
            go(&filters);
        }
    };
    let yes_or_no = |any: &str, yes: &str, no: &str| {
        vec![
            Choice::new(None, any),
            Choice::new(Some(true), yes),
            Choice::new(Some(false), no),
        ]
    };
    let expiries = vec![
        Choice::new(ExpiryChoice::Any, "Any"),
        Choice::new(ExpiryChoice::Within, "Soon"),
        Choice::new(ExpiryChoice::Expired, "Expired"),
        Choice::new(ExpiryChoice::Between, "Between…"),
        Choice::new(ExpiryChoice::Never, "Never"),
    ];
    let source = |source: SourceType| Choice::new(Some(source.clone()), source_name(&source));
    let sources: Vec<_> = std::iter::once(Choice::new(None, "Any"))
        .chain(SourceType::ALL.map(source))
        .collect();
    view! {
        <Drawer
            title="Filter users"
            on_close=close
            footer=move || view! {
                <Button on_press=move |()| go(&[])>"Clear filters"</Button>
                <div class="spacer"></div>
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton form=FORM>"Apply"</SubmitButton>
            }
        >
            <Form id=FORM pending=false errors on_submit=submit>
                <RadioField
                    chips=true
                    name="role"
                    label="Role"
                    value=fields.admin
                    options=yes_or_no("Any", "Administrators", "Other users")
                />
                <RadioField chips=true name="expires" label="Expires" value=fields.expiry options=expiries/>
                <Show when=move || fields.expiry.get() == ExpiryChoice::Within>
                    <TextField
                        name="days"
                        label="Within days"
                        value=fields.days
                        error=errors.field("days")
                        description="From now on; accounts that have expired already are not among them."
                    />
                </Show>
                <Show when=move || fields.expiry.get() == ExpiryChoice::Between>
                    <SpanFields name=("expires_from", "expires_until") label="Expires" span=fields.expires input_type="date" errors/>
                </Show>
                <Show when=move || tells_sign_in.get()>
                    <RadioField
                        chips=true
                        name="sign_in"
                        label="Last sign-in"
                        value=fields.sign_in
                        options=vec![
                            Choice::new(SignInChoice::Any, "Any"),
                            Choice::new(SignInChoice::LongAgo, "Long ago"),
                            Choice::new(SignInChoice::Never, "Never"),
                        ]
                    />
                </Show>
                <Show when=move || fields.sign_in.get() == SignInChoice::LongAgo>
                    <TextField
                        name="sign_in_days"
                        label="More than so many days ago"
                        value=fields.sign_in_days
                        error=errors.field("sign_in_days")
                    />
                </Show>
                <SpanFields name=("created_from", "created_until") label="Created" span=fields.created input_type="date" errors/>
                <SpanFields name=("uid_from", "uid_until") label="uid" span=fields.uid input_type="text" errors/>
                <SpanFields name=("gid_from", "gid_until") label="gid" span=fields.gid input_type="text" errors/>
                <SelectField name="source" label="Source" value=fields.source options=sources/>
                <RadioField
                    chips=true
                    name="email"
                    label="Email"
                    value=fields.email
                    options=yes_or_no("Any", "With", "Without")
                />
            </Form>
        </Drawer>
    }
}

/// The two fields of a span.
#[component]
fn SpanFields(
    /// The names of the fields.
    name: (&'static str, &'static str),
    /// What they are about.
    label: &'static str,
    span: SpanSignals,
    input_type: &'static str,
    errors: FormErrors,
) -> impl IntoView {
    view! {
        <div class="field-row">
            <TextField name=name.0 label=format!("{label} from") value=span.from error=errors.field(name.0) input_type/>
            <TextField name=name.1 label=format!("{label} until") value=span.until input_type/>
        </div>
    }
}
