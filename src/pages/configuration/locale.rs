//! Languages: the codes to choose from, and what they are called.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The codes that are offered; any other can be typed.
const CODES: &str = "ar bg ca cs da de de-AT de-CH el en en-AU en-CA en-GB en-US es es-MX et eu fi fr fr-BE fr-CA fr-CH \
                     he hi hr hu id it ja ko lt lv nb nl nl-BE pl pt pt-BR ro ru sk sl sr sv th tr uk vi zh zh-CN zh-TW";

/// The codes that are offered.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.split_whitespace()
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
