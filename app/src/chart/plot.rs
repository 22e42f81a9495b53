//! A picture on a page: its values are read off under the pointer and by keys, and it moves in place when there is a newer one.

use leptos::{html, prelude::*};

/// A picture that the server drew, and draws anew.
#[component]
pub fn Plot(
    /// Its markup.
    markup: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |before: Option<()>| {
        let now = markup.get();
        let Some(plot) = node.get() else { return };
        if before.is_some() {
            touch::turn_into(&plot, &now);
        }
        touch::let_in(&plot);
    });
    view! {
        <div
            class="picture" node_ref=node inner_html=markup.get_untracked()
            on:pointermove=move |event| touched(Touch::At(&event))
            on:pointerout=move |event| touched(Touch::Away(&event))
            on:focusout=move |event| touched(Touch::Left(&event))
            on:keydown=move |event| touched(Touch::Key(&event))
        ></div>
    }
}

/// What somebody does with a picture.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser looks at it"))]
enum Touch<'a> {
    At(&'a web_sys::PointerEvent),
    Away(&'a web_sys::PointerEvent),
    Left(&'a web_sys::FocusEvent),
    Key(&'a web_sys::KeyboardEvent),
}

#[cfg(not(feature = "hydrate"))]
fn touched(_: Touch<'_>) {}

#[cfg(feature = "hydrate")]
fn touched(touch: Touch<'_>) {
    let target = match &touch {
        Touch::At(event) | Touch::Away(event) => event.target(),
        Touch::Left(event) => event.target(),
        Touch::Key(event) => event.target(),
    };
    let Some(figure) = target.and_then(touch::figure) else { return };
    match touch {
        Touch::At(event) => figure.read(figure.nearest(event.client_x().into(), event.client_y().into())),
        Touch::Away(_) => figure.read(None),
        Touch::Left(_) => {
            figure.is_heard(false);
            figure.read(None);
        }
        Touch::Key(event) => {
            let place = figure.by_key(&event.key());
            if place.is_some() || event.key() == "Escape" && figure.at().is_some() {
                event.prevent_default();
                figure.is_heard(true);
                figure.read(place);
            }
        }
    }
}

#[cfg(feature = "hydrate")]
mod touch {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, EventTarget, Node};

    /// What is drawn over the value that is read.
    const CROSS: &str = ".cross";
    /// Every value of a picture.
    const DOTS: &str = ".dots > [data-said]";
    /// What the page itself has set: an opened table stays open, what has the focus keeps it.
    const KEPT: [&str; 3] = ["open", "tabindex", "aria-live"];
    /// How far from the pointer a value may be, in pixels, where values lie all over.
    const NEAR: f64 = 24.0;

    /// A picture with values to be read.
    pub struct Figure {
        figure: Element,
        svg: Element,
    }

    /// The picture that this is a part of, unless it is beside the drawing.
    pub fn figure(target: EventTarget) -> Option<Figure> {
        let element = target.dyn_into::<Element>().ok()?;
        let svg = element.closest("figure > svg.chart").ok()??;
        let figure = svg.closest("figure").ok()??;
        figure.query_selector(CROSS).ok()??;
        Some(Figure { figure, svg })
    }

    fn all(within: &Element, selector: &str) -> Vec<Element> {
        let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
    }

    impl Figure {
        /// The value under the pointer: of a line the nearest in time; of points all over the nearest, if it is near.
        pub fn nearest(&self, x: f64, y: f64) -> Option<usize> {
            let flat = self.figure.class_list().contains("course");
            let far = |dot: &Element| {
                let place = dot.get_bounding_client_rect();
                let (dx, dy) = (place.x() + place.width() / 2.0 - x, place.y() + place.height() / 2.0 - y);
                if flat { dx.abs() } else { dx.hypot(dy) }
            };
            let dots = all(&self.svg, DOTS);
            // Of several on one day the last.
            let nearest = dots.iter().map(far).enumerate().rev().min_by(|(_, one), (_, other)| one.total_cmp(other));
            nearest.filter(|(_, far)| flat || *far <= NEAR).map(|(at, _)| at)
        }

        /// Whether what is read is announced: to who reads by keys. A pointer passes over many, and what moves by itself is told elsewhere.
        pub fn is_heard(&self, heard: bool) {
            if let Ok(Some(read)) = self.figure.query_selector(".read") {
                drop(read.set_attribute("aria-live", if heard { "polite" } else { "off" }));
            }
        }

        /// The value that is read now.
        pub fn at(&self) -> Option<usize> {
            self.figure.get_attribute("data-read")?.parse().ok()
        }

        /// Where this key leads from there; nothing where it leads to no value.
        pub fn by_key(&self, key: &str) -> Option<usize> {
            let last = all(&self.svg, DOTS).len().checked_sub(1)?;
            match key {
                "ArrowLeft" => Some(self.at().map_or(last, |now| now.saturating_sub(1))),
                "ArrowRight" => Some(self.at().map_or(last, |now| (now + 1).min(last))),
                "Home" => Some(0),
                "End" => Some(last),
                _ => None,
            }
        }

        /// Says the value at this place, and points to it; of none what was said before.
        pub fn read(&self, place: Option<usize>) {
            let dot = place.and_then(|place| all(&self.svg, DOTS).into_iter().nth(place));
            let (Ok(Some(read)), Ok(Some(cross))) = (self.figure.query_selector(".read"), self.svg.query_selector(CROSS)) else {
                return;
            };
            drop(cross.class_list().toggle_with_force("off", dot.is_none()));
            let at = |name: &str| dot.as_ref().and_then(|dot| dot.get_attribute(name)).unwrap_or_default();
            let Some(place) = place.filter(|_| dot.is_some()) else {
                if let Some(rest) = self.figure.get_attribute("data-rest") {
                    read.set_text_content(Some(&rest));
                    drop(self.figure.remove_attribute("data-rest"));
                    drop(self.figure.remove_attribute("data-read"));
                }
                return;
            };
            if !self.figure.has_attribute("data-rest") {
                drop(self.figure.set_attribute("data-rest", &read.text_content().unwrap_or_default()));
            }
            drop(self.figure.set_attribute("data-read", &place.to_string()));
            read.set_text_content(Some(&at("data-said")));
            for part in all(&cross, "*") {
                let names: &[(&str, &str)] = match part.tag_name().as_str() {
                    "line" => &[("x1", "data-x"), ("x2", "data-x")],
                    _ => &[("cx", "data-x"), ("cy", "data-y")],
                };
                for (name, of) in names {
                    drop(part.set_attribute(name, &at(of)));
                }
            }
        }
    }

    /// Lets keys reach the drawings of a plot.
    pub fn let_in(plot: &Element) {
        for svg in all(plot, "figure:has(.cross) > svg.chart") {
            drop(svg.set_attribute("tabindex", "0"));
        }
    }

    /// Turns what a plot shows into what this markup says, element by element, so that what is there already moves to its new place.
    pub fn turn_into(plot: &Element, markup: &str) {
        let Ok(now) = document().create_element("div") else { return };
        now.set_inner_html(markup);
        let figures = || {
            let figures = all(plot, "figure[data-read]").into_iter();
            figures.filter_map(|figure| Some(Figure { svg: figure.query_selector("svg.chart").ok()??, figure }))
        };
        let reading: Vec<(String, Option<usize>)> = figures().map(|figure| (figure.figure.id(), figure.at())).collect();
        figures().for_each(|figure| figure.read(None));
        turn_children(plot, &now);
        // Who is reading a value goes on reading it.
        for (id, place) in reading {
            let figure = all(plot, "figure").into_iter().find(|figure| figure.id() == id);
            if let Some(figure) = figure
                && let Ok(Some(svg)) = figure.query_selector("svg.chart")
            {
                Figure { figure, svg }.read(place);
            }
        }
    }

    fn turn(old: &Element, now: &Element) {
        let names = |element: &Element| -> Vec<String> {
            element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect()
        };
        for name in names(old).into_iter().filter(|name| !KEPT.contains(&&**name) && !now.has_attribute(name)) {
            drop(old.remove_attribute(&name));
        }
        for name in names(now) {
            let value = now.get_attribute(&name);
            if let Some(value) = value.filter(|value| old.get_attribute(&name).as_ref() != Some(value)) {
                drop(old.set_attribute(&name, &value));
            }
        }
        turn_children(old, now);
    }

    fn turn_children(old: &Element, now: &Element) {
        let children = |element: &Element| -> Vec<Node> {
            let nodes = element.child_nodes();
            (0..nodes.length()).filter_map(|at| nodes.item(at)).collect()
        };
        let (before, after) = (children(old), children(now));
        for (at, node) in after.iter().enumerate() {
            match before.get(at) {
                None => drop(old.append_child(node)),
                Some(there) if there.node_name() != node.node_name() => drop(old.replace_child(node, there)),
                Some(there) => match (there.dyn_ref::<Element>(), node.dyn_ref::<Element>()) {
                    (Some(there), Some(node)) => turn(there, node),
                    _ if there.node_value() != node.node_value() => there.set_node_value(node.node_value().as_deref()),
                    _ => {}
                },
            }
        }
        for node in before.iter().skip(after.len()) {
            drop(old.remove_child(node));
        }
    }
}
