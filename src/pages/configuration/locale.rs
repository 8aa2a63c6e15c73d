//! Languages: the codes to choose from, and what they are called.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::locales::LOCALES;

/// What is offered beside the languages of dates.
const CODES: &str = "ar bg ca cs da de el en es es-MX et eu fi fr fr-CH he hi hr hu id it ja ko lt lv nb nl pl pt pt-BR ro ru \
                     sk sl sr sv th tr uk vi zh zh-TW";

/// The codes that are offered; any other can be typed.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.split(' ').chain(LOCALES.iter().map(|(code, _)| *code))
}

/// What the browser calls that language in English; nothing if it doesn't know it.
pub fn name(code: &str) -> Option<String> {
    if code.is_empty() {
        return None;
    }
    let names = names()?;
    let of = Reflect::get(&names, &"of".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let code = code.replace('_', "-");
    let name = of.call1(&names, &code.as_str().into()).ok()?.as_string()?;
    (name != code).then_some(name)
}

fn names() -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&intl, &"DisplayNames".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    Reflect::construct(&class, &Array::of2(&"en".into(), &options)).ok()
}
