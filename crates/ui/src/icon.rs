//! The icons: drawn on a 16 px grid with a line of 1.5 px, one path each.

use leptos::prelude::*;

/// Names each icon with its line in one place.
macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => $line:literal,)+) => {
        /// Which icon.
        #[expect(missing_docs, reason = "they are named after what they show")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName {
            $($(#[$doc])* $name,)+
        }

        impl IconName {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The line that draws it.
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $line,)+
                }
            }
        }
    };
}

icons! {
    Users => "M6 7.5A2.25 2.25 0 1 0 6 3a2.25 2.25 0 0 0 0 4.5ZM1.75 13c.3-2.1 2-3.25 4.25-3.25S9.95 10.9 10.25 13\
        M10.5 3.2a2.25 2.25 0 0 1 0 4.1M12.2 10.1c1.2.5 1.9 1.5 2.05 2.9",
    Contrast => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 2v12M10 3.25v9.5M12 5v6",
    Monitor => "M2.75 3h10.5q.75 0 .75.75v6.5q0 .75-.75.75H2.75Q2 11 2 10.25v-6.5Q2 3 2.75 3ZM5.5 13.5h5M8 11v2.5",
    Sliders => "M2 5h7M12 5h2M2 11h2M7 11h7M10.5 6.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z\
        M5.5 12.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z",
    Columns => "M2.75 3h10.5q.75 0 .75.75v8.5q0 .75-.75.75H2.75Q2 13 2 12.25v-8.5Q2 3 2.75 3ZM6 3v10M10 3v10",
    Key => "M5 13.5A2.75 2.75 0 1 0 5 8a2.75 2.75 0 0 0 0 5.5ZM7 8.8l6-6.05M10.5 5.25l2 2",
    IdCard => "M2.75 3h10.5q.75 0 .75.75v8.5q0 .75-.75.75H2.75Q2 13 2 12.25v-8.5Q2 3 2.75 3Z\
        M8 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM5.25 10.9c.35-.85 1.35-1.3 2.75-1.3s2.4.45 2.75 1.3",
    Sun => "M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8 1.75v.75M8 13.5v.75M1.75 8h.75M13.5 8h.75\
        M3.6 3.6l.5.5M11.9 11.9l.5.5M3.6 12.4l.5-.5M11.9 4.1l.5-.5",
    Moon => "M13.5 9.4A5.75 5.75 0 1 1 6.6 2.5a4.5 4.5 0 0 0 6.9 6.9Z",
    ChevronDown => "M4.5 6.25L8 9.75l3.5-3.5",
    ChevronUp => "M4.5 9.75L8 6.25l3.5 3.5",
    ChevronRight => "M6.25 4.5L9.75 8l-3.5 3.5",
    ArrowUp => "M8 13V3M4 7l4-4 4 4",
    ArrowDown => "M8 3v10M4 9l4 4 4-4",
    Plus => "M8 3v10M3 8h10",
    Close => "M4 4l8 8M12 4l-8 8",
    More => "M3.5 8.4a.4.4 0 1 0 0-.8.4.4 0 0 0 0 .8ZM8 8.4a.4.4 0 1 0 0-.8.4.4 0 0 0 0 .8Z\
        M12.5 8.4a.4.4 0 1 0 0-.8.4.4 0 0 0 0 .8Z",
    Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3L14 14",
    Shield => "M8 1.75l5 1.75v4c0 3.2-2 5.6-5 6.75-3-1.15-5-3.55-5-6.75v-4Z",
    Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.75V8l2.25 1.5",
    Warning => "M8 2.25l6.25 11H1.75ZM8 6.5v3M8 11.3v.01",
    Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5v3.25M8 5.25v.01",
    Check => "M3 8.5l3.25 3.25L13 4.75",
    Copy => "M6.25 5.5h6.5q.75 0 .75.75v6.5q0 .75-.75.75h-6.5q-.75 0-.75-.75v-6.5q0-.75.75-.75Z\
        M10.5 5.5V3.25q0-.75-.75-.75h-6.5q-.75 0-.75.75v6.5q0 .75.75.75H5.5",
    Pencil => "M10.75 2.75l2.5 2.5L5.5 13H3v-2.5ZM9 4.5L11.5 7",
    Trash => "M2.5 4.25h11M6 4.25V2.5h4v1.75M4 4.25l.5 9.25h7l.5-9.25M6.75 7v3.75M9.25 7v3.75",
    Keyboard => "M2.75 3.75h10.5q.75 0 .75.75v7q0 .75-.75.75H2.75Q2 12.25 2 11.5v-7q0-.75.75-.75Z\
        M4.75 6.5v.01M7 6.5v.01M9.25 6.5v.01M11.5 6.5v.01M5.25 9.5h5.5",
    LogOut => "M6 2.5H3.25q-.75 0-.75.75v9.5q0 .75.75.75H6M10.25 11.25L13.5 8l-3.25-3.25M13.5 8H6",
    Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
    Refresh => "M13.25 8A5.25 5.25 0 1 1 11.6 4.2l1.65 1.55M13.25 2.5v3.25H10",
    Lock => "M4.25 7h7.5q.75 0 .75.75v5q0 .75-.75.75h-7.5q-.75 0-.75-.75v-5Q3.5 7 4.25 7ZM5.25 7V4.75a2.75 2.75 0 0 1 5.5 0V7",
    External => "M6.5 3.5H3.25q-.75 0-.75.75v8.5q0 .75.75.75h8.5q.75 0 .75-.75V9.5M9.5 2.5h4v4M13.5 2.5l-6 6",
    /// The product's mark: a letter in a filled square.
    Logo => "M4.75 11.75v-7.5l6.5 7.5v-7.5",
}

/// An icon beside words that say the same: it is hidden from assistive technology.
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
    /// 20 px, for an icon by itself; otherwise 16 px, for one beside text.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let pixels = if large { "20" } else { "16" };
    view! {
        <svg class="icon" class:logo={name == IconName::Logo} width=pixels height=pixels viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=name.path()></path>
        </svg>
    }
}
