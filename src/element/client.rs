//! What Leptos asks of a view besides drawing it in the browser.

/// Makes a view of what is drawn in the browser alone: no server draws it as text, and nobody spreads attributes over it.
macro_rules! drawn_in_the_browser_alone {
    ($view:ty, $state:ty) => {
        impl leptos::tachys::view::add_attr::AddAnyAttr for $view {
            type Output<SomeNewAttr: leptos::tachys::html::attribute::Attribute> = Self;

            fn add_any_attr<NewAttr: leptos::tachys::html::attribute::Attribute>(
                self,
                _attribute: NewAttr,
            ) -> Self {
                self
            }
        }

        impl leptos::tachys::view::RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;

            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(
                self,
                _buffer: &mut String,
                _position: &mut leptos::tachys::view::Position,
                _escape: bool,
                _mark_branches: bool,
                _extra_attributes: Vec<leptos::tachys::html::attribute::any_attribute::AnyAttribute>,
            ) {
            }

            fn hydrate<const FROM_SERVER: bool>(
                self,
                _cursor: &leptos::tachys::hydration::Cursor,
                _position: &leptos::tachys::view::PositionState,
            ) -> $state {
                self.build()
            }

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}

pub(super) use drawn_in_the_browser_alone;
