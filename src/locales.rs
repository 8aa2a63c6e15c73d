//! Languages, as people choose them.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Languages with their regions: the tags and what they are called, in the order of their names.
pub const LOCALES: [(&str, &str); 24] = [
    ("zh-CN", "Chinese (China)"),
    ("cs-CZ", "Czech (Czechia)"),
    ("da-DK", "Danish (Denmark)"),
    ("nl-BE", "Dutch (Belgium)"),
    ("nl-NL", "Dutch (Netherlands)"),
    ("en-AU", "English (Australia)"),
    ("en-CA", "English (Canada)"),
    ("en-IE", "English (Ireland)"),
    ("en-GB", "English (United Kingdom)"),
    ("en-US", "English (United States)"),
    ("fi-FI", "Finnish (Finland)"),
    ("fr-BE", "French (Belgium)"),
    ("fr-CA", "French (Canada)"),
    ("fr-FR", "French (France)"),
    ("de-AT", "German (Austria)"),
    ("de-DE", "German (Germany)"),
    ("de-CH", "German (Switzerland)"),
    ("it-IT", "Italian (Italy)"),
    ("ja-JP", "Japanese (Japan)"),
    ("nb-NO", "Norwegian (Norway)"),
    ("pl-PL", "Polish (Poland)"),
    ("pt-PT", "Portuguese (Portugal)"),
    ("es-ES", "Spanish (Spain)"),
    ("sv-SE", "Swedish (Sweden)"),
];

/// Languages without a region, and further regions.
const OTHER_TAGS: &str = "ar bg ca cs da de el en es es-MX et eu fi fr fr-CH he hi hr hu id it ja ko lt lv nb nl pl pt pt-BR ro ru \
                          sk sl sr sv th tr uk vi zh zh-TW";

/// The tags on offer where any tag can be typed.
pub fn language_tags() -> impl Iterator<Item = &'static str> {
    OTHER_TAGS.split(' ').chain(LOCALES.iter().map(|(tag, _)| *tag))
}

/// What the browser calls the language of a tag, in English; nothing if it doesn't know it.
pub fn language_name(tag: &str) -> Option<String> {
    if tag.is_empty() {
        return None;
    }
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    // `new Intl.DisplayNames("en", { type: "language" }).of(tag)`, which in js-sys can't fail on a malformed tag.
    let class: Function = get(&get(&js_sys::global(), "Intl")?, "DisplayNames")?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let names = Reflect::construct(&class, &Array::of2(&"en".into(), &options)).ok()?;
    let of: Function = get(&names, "of")?.dyn_into().ok()?;
    let tag = JsValue::from(tag.replace('_', "-"));
    let name = of.call1(&names, &tag).ok()?;
    (name != tag).then(|| name.as_string()).flatten()
}

#[cfg(test)]
mod tests {
    use super::LOCALES;
    use std::collections::HashSet;

    #[test]
    fn names_are_in_order_and_tags_alone() {
        assert!(LOCALES.is_sorted_by_key(|(_, name)| name));
        let tags: HashSet<&str> = LOCALES.iter().map(|(tag, _)| *tag).collect();
        assert_eq!(tags.len(), LOCALES.len());
    }
}
