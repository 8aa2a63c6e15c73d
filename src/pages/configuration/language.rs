//! Languages: the tags on offer, and what they are called in English.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::locales::LOCALES;

/// What is offered beside the languages of dates.
const TAGS: &str = "ar bg ca cs da de el en es es-MX et eu fi fr fr-CH he hi hr hu id it ja ko lt lv nb nl pl pt pt-BR ro ru \
                     sk sl sr sv th tr uk vi zh zh-TW";

/// The tags on offer; any other can be typed.
pub fn tags() -> impl Iterator<Item = &'static str> {
    TAGS.split(' ').chain(LOCALES.iter().map(|(code, _)| *code))
}

/// What the browser calls the language of a tag, in English; nothing if it doesn't know it.
pub fn name(tag: &str) -> Option<String> {
    if tag.is_empty() {
        return None;
    }
    let tag = JsValue::from(tag.replace('_', "-"));
    let names = display_names()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    let name = of.call1(&names, &tag).ok()?;
    (name != tag).then(|| name.as_string()).flatten()
}

/// `new Intl.DisplayNames("en", { type: "language" })`, which js-sys doesn't have.
fn display_names() -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DisplayNames".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    Reflect::construct(&class, &Array::of2(&"en".into(), &options)).ok()
}
