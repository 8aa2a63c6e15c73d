//! Languages: the tags on offer, and what they are called in English.

use js_sys::{Array, Function, Object, Reflect};
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
