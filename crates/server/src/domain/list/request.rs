//! A whole list request.

use api_types::error::BASE;
use api_types::{AttributeError, ValidationErrors};

use super::{
    Attribute, Attributes, Condition, LIST_MAX, PARAMETERS_MAX, PATTERN_MAX, PATTERNS_MAX, Page, Sorting,
};

/// A condition on an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Of what.
    pub attribute: Attribute,
    /// What it has to be.
    pub condition: Condition,
}

/// Which rows are asked for: those that every filter and every search finds, sorted, and of these a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRequest {
    /// The parameters that are named after attributes.
    pub filters: Vec<Filter>,
    /// The texts of `search`, none of them empty.
    pub searches: Vec<String>,
    /// `sort_by`; ties, and everything if it is empty, go by id.
    pub order: Vec<Sorting>,
    /// `limit` and `offset`.
    pub page: Page,
}

impl ListRequest {
    /// A page of everything: what the published reference knows. Any other parameter is ignored.
    ///
    /// # Errors
    /// What is wrong with `limit` and `offset`.
    pub fn plain(parameters: &[(String, String)]) -> Result<Self, ValidationErrors> {
        let mut errors = ValidationErrors::new();
        let page = Page::read(parameters, &mut errors);
        errors.into_result()?;
        Ok(Self {
            page,
            ..Self::default()
        })
    }

    /// The request for a list with these attributes that these query parameters make.
    ///
    /// # Errors
    /// Everything that is wrong, under the parameters' names.
    pub fn read(attributes: &Attributes, parameters: &[(String, String)]) -> Result<Self, ValidationErrors> {
        let mut errors = ValidationErrors::new();
        if parameters.len() > PARAMETERS_MAX {
            errors.add(BASE, AttributeError::too_many(PARAMETERS_MAX));
            return Err(errors);
        }
        let (mut filters, mut searches, mut order) = (Vec::new(), Vec::new(), Vec::new());
        let (mut values, mut patterns) = (0, 0);
        for (name, text) in parameters {
            let checked = match name.as_str() {
                "limit" | "offset" => Ok(()),
                "search" => search(text).map(|()| {
                    if !text.is_empty() {
                        searches.push(text.clone());
                    }
                }),
                "sort_by" => Sorting::read(attributes, text, &mut order)
                    .ok_or_else(|| AttributeError::invalid(text.as_str())),
                // An unknown attribute's value isn't repeated: somebody may be asking for a password.
                _ => attributes
                    .of_name(name)
                    .ok_or_else(AttributeError::invalid_secret)
                    .and_then(|attribute| {
                        let condition = Condition::read(attribute.kind, text)?;
                        values += condition.values();
                        patterns += usize::from(condition.is_pattern());
                        filters.push(Filter { attribute, condition });
                        Ok(())
                    }),
            };
            errors.check(name, checked);
            for (count, most) in [(values, LIST_MAX), (patterns + searches.len(), PATTERNS_MAX)] {
                if count > most {
                    errors.add(name, AttributeError::too_many(most));
                    return Err(errors);
                }
            }
        }
        let page = Page::read(parameters, &mut errors);
        errors.into_result()?;
        Ok(Self {
            filters,
            searches,
            order,
            page,
        })
    }
}

fn search(text: &str) -> Result<(), AttributeError> {
    if text.contains('\0') {
        return Err(AttributeError::invalid(text));
    }
    if text.chars().count() > PATTERN_MAX {
        return Err(AttributeError::too_long(PATTERN_MAX));
    }
    Ok(())
}
